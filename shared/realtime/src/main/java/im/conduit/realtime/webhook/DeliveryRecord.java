package im.conduit.realtime.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A delivery and what became of it so far: what is kept of a dead letter, too.
///
/// @param delivery with its body, once one was sent
/// @param state where it stands
/// @param nextAttemptAt when it is next tried, while it is open
/// @param endedAt when it was delivered, dropped or given up
/// @param cause why it was given up
/// @param history its HTTP attempts, oldest first
public record DeliveryRecord(
        Delivery delivery,
        State state,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant endedAt,
        @Nullable String cause,
        List<Attempt> history) {

    /// Copies the list.
    public DeliveryRecord {
        history = List.copyOf(history);
    }

    /// Where a delivery stands.
    public enum State {
        /// Never tried.
        PLANNED,
        /// Tried in vain, and to be tried again.
        RETRYING,
        /// A receiver took it.
        DELIVERED,
        /// Given up, and kept with its body.
        DEAD_LETTER,
        /// A progress that was overtaken before it was sent.
        DROPPED;

        /// As stored and as shown.
        public String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
