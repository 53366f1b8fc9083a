package im.conduit.realtime.task;

import im.conduit.realtime.key.KeyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened to a task, as the store numbered and dated it.
///
/// @param task whose
/// @param owner the key that submitted the task
/// @param sequence 1 and up within the task, no gaps at the moment of writing
/// @param timestamp rises strictly with the sequence
/// @param body what happened
public record TaskEvent(TaskId task, KeyId owner, long sequence, Instant timestamp, Body body) {

    /// Unique for ever: the same across retries, crashes and redelivery.
    public String id() {
        return id(task, sequence);
    }

    /// The id of the event with this number.
    public static String id(TaskId task, long sequence) {
        return "evt_" + task.value().replace("-", "") + "_" + sequence;
    }

    /// What happened.
    public sealed interface Body {
        /// Its kind.
        EventKind kind();

        /// A worker took the task.
        record Started() implements Body {
            @Override
            public EventKind kind() {
                return EventKind.STARTED;
            }
        }

        /// The work moved on.
        record Progressed(Progress progress) implements Body {
            @Override
            public EventKind kind() {
                return EventKind.PROGRESS;
            }
        }

        /// Ended with a result.
        record Completed(TaskResult result) implements Body {
            @Override
            public EventKind kind() {
                return EventKind.COMPLETED;
            }
        }

        /// Ended without one.
        record Failed(Failure failure) implements Body {
            @Override
            public EventKind kind() {
                return EventKind.FAILED;
            }
        }

        /// Ended at its owner's wish.
        record Cancelled(@Nullable String reason) implements Body {
            @Override
            public EventKind kind() {
                return EventKind.CANCELLED;
            }
        }

        /// Back to `pending` at its owner's wish.
        record Retried(int retry) implements Body {
            @Override
            public EventKind kind() {
                return EventKind.RETRIED;
            }
        }
    }
}
