package im.conduit.realtime.hub;

import im.conduit.realtime.task.TaskId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// At most ten progress updates a second for one connection: the newest of each task waits for its
/// turn, tasks take turns. Guarded by its session.
final class ProgressPace {

    /// Nanoseconds between two updates.
    static final long GAP_NANOS = 100_000_000L;

    private final Map<TaskId, Rendering> waiting = new LinkedHashMap<>();
    private long nextSlot = Long.MIN_VALUE;

    /// Whether this progress may leave at once; otherwise it waits, in place of an older one.
    boolean admit(Rendering progress, long now) {
        if (waiting.isEmpty() && now >= nextSlot) {
            nextSlot = now + GAP_NANOS;
            return true;
        }
        waiting.put(progress.event().task(), progress);
        return false;
    }

    /// Whether something waits.
    boolean pending() {
        return !waiting.isEmpty();
    }

    /// Nanoseconds until the next turn, 0 when it is due.
    long delay(long now) {
        return Math.max(0, nextSlot - now);
    }

    /// The progress whose turn it is, if the time has come.
    @Nullable Rendering next(long now) {
        if (waiting.isEmpty() || now < nextSlot) {
            return null;
        }
        TaskId task = waiting.keySet().iterator().next();
        nextSlot = now + GAP_NANOS;
        return waiting.remove(task);
    }

    /// What waits for this task is overtaken.
    void drop(TaskId task) {
        waiting.remove(task);
    }
}
