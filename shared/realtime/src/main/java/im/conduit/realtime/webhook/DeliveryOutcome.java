package im.conduit.realtime.webhook;

import java.time.Duration;

/// What became of one turn of a delivery: the store's outcome script and the queue door switch on
/// it.
public sealed interface DeliveryOutcome {

    /// The receiver took it.
    record Delivered(Attempt attempt) implements DeliveryOutcome {}

    /// The attempt failed and another follows, `delay` from now and no earlier.
    record RetryAfter(Attempt attempt, Duration delay) implements DeliveryOutcome {}

    /// The attempt failed and no other follows: dead letter.
    ///
    /// @param cause for the delivery's record
    record GaveUp(Attempt attempt, String cause) implements DeliveryOutcome {}

    /// Nothing was sent because a limit held it up; this burns no attempt.
    record Postponed(Duration delay) implements DeliveryOutcome {}
}
