package im.conduit.realtime.task;

import im.conduit.realtime.key.KeyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A task as it stands.
///
/// @param id its id
/// @param owner the key that submitted it
/// @param spec what was asked for
/// @param sequence number of its newest event, 0 before the first
/// @param state where it stands
/// @param createdAt when it was accepted
/// @param updatedAt when its newest event was written
/// @param retryCount the caller's own retries
/// @param delivery state of its webhooks, when one was asked for
public record Task(
        TaskId id,
        KeyId owner,
        TaskSpec spec,
        long sequence,
        State state,
        Instant createdAt,
        Instant updatedAt,
        int retryCount,
        @Nullable DeliverySummary delivery) {

    /// Its status.
    public TaskStatus status() {
        return switch (state) {
            case State.Pending _ -> TaskStatus.PENDING;
            case State.Processing _ -> TaskStatus.PROCESSING;
            case State.Completed _ -> TaskStatus.COMPLETED;
            case State.Failed _ -> TaskStatus.FAILED;
            case State.Cancelled _ -> TaskStatus.CANCELLED;
        };
    }

    /// Whether nothing about it will change by itself: ended for good, and every webhook has gone
    /// its way. A failed task may still be retried.
    public boolean settled() {
        boolean ended = state instanceof State.Completed || state instanceof State.Cancelled;
        return ended && (delivery == null || delivery.settled());
    }

    /// Where a task stands, with what belongs to that place.
    public sealed interface State {
        /// Waiting for a worker.
        record Pending() implements State {}

        /// In work since `startedAt`.
        record Processing(Instant startedAt, @Nullable Progress progress) implements State {}

        /// Ended with a result.
        record Completed(Instant endedAt, TaskResult result) implements State {}

        /// Ended without one.
        record Failed(Instant endedAt, Failure failure, int lastPercent) implements State {}

        /// Ended at its owner's wish.
        record Cancelled(Instant endedAt, @Nullable String reason, int lastPercent)
                implements State {}
    }

    /// The webhook member of the status document.
    ///
    /// @param status `pending`, `delivered`, `retrying`, `parked`, `dead_letter` or `skipped`
    /// @param attempts HTTP attempts so far, over all deliveries of the task
    /// @param nextAttemptAt when the next one is due
    /// @param lastError of the newest failed attempt
    /// @param version changes with every change of this summary: part of the ETag
    public record DeliverySummary(
            String status,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable String lastError,
            long version) {

        /// Whether no attempt follows by itself.
        public boolean settled() {
            return switch (status) {
                case "delivered", "dead_letter", "skipped" -> true;
                default -> false;
            };
        }
    }
}
