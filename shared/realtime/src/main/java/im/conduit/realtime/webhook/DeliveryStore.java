package im.conduit.realtime.webhook;

import im.conduit.realtime.key.KeyId;
import java.time.Duration;
import java.util.Optional;

/// The ledger of deliveries. [TaskStore][im.conduit.realtime.task.TaskStore] plans them, in the
/// same step as the event; from there on each step here is atomic, moves the delivery, its member
/// of the due set and the summary in its task together, and keeps to the store's own clock.
///
/// Whoever sends holds the delivery's permit. A permit that lapsed (its holder died) is given out
/// anew, so a crash between sending and recording leads to a second sending under the same id. Safe
/// for use by many threads; a store that cannot be reached is an unchecked exception.
public interface DeliveryStore {

    /// Asks for the permit to send now. A progress delivery that a newer event of its task has
    /// overtaken is dropped here.
    ///
    /// @param permit the fence: a fresh random text
    /// @param permitTime how long it holds
    Claim claim(DeliveryId id, String permit, Duration permitTime);

    /// Keeps the body for every attempt, unless one is kept already.
    ///
    /// @return the body that is kept; empty when the permit is lost
    Optional<String> keep(DeliveryId id, String permit, String body);

    /// Records what became of it and gives the permit back.
    Recorded record(DeliveryId id, String permit, DeliveryOutcome outcome);

    /// The delivery with its history, until 7 days after its end.
    Optional<DeliveryRecord> find(DeliveryId id);

    /// What came of a claim.
    sealed interface Claim {
        /// The permit is the caller's.
        record Claimed(Delivery delivery) implements Claim {}

        /// Too early, by `rest`.
        record NotDue(KeyId owner, Duration rest) implements Claim {}

        /// Overtaken, by a progress that waits to be sent instead.
        record Overtaken(DeliveryId by) implements Claim {}

        /// There is nothing to do: it has ended, another one holds the permit, or it is unknown.
        record Nothing() implements Claim {}
    }

    /// What came of recording an outcome.
    sealed interface Recorded {
        /// Written.
        record Done() implements Recorded {}

        /// Written, and a delivery of the task is to be looked at after `delay`: this one again, or
        /// the progress that waited behind it.
        record RingAfter(DeliveryId next, Duration delay) implements Recorded {}

        /// Another one has the permit by now; nothing was written.
        record PermitLost() implements Recorded {}
    }
}
