package im.conduit.realtime.hub;

import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSpec;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A task that connections of this node watch. Events reach it in the order of their numbers; what
/// it has seen it does not pass on again.
final class Watched {

    private final TaskId task;
    private final EventObjects objects;
    private final Set<HubSession> sessions = ConcurrentHashMap.newKeySet();
    private volatile @Nullable TaskSpec spec;
    private long lastSequence;

    Watched(TaskId task, EventObjects objects) {
        this.task = task;
        this.objects = objects;
    }

    TaskId task() {
        return task;
    }

    Set<HubSession> sessions() {
        return sessions;
    }

    /// Tells what was asked for, and the newest event that whoever subscribes now has read.
    synchronized void know(TaskSpec known, long sequence) {
        spec = known;
        if (lastSequence == 0) {
            lastSequence = sequence;
        }
    }

    /// The newest event seen.
    synchronized long lastSequence() {
        return lastSequence;
    }

    /// Passes an event on, unless it or a newer one was passed on before.
    synchronized void dispatch(TaskEvent event) {
        TaskSpec known = spec;
        if (known != null && event.sequence() <= lastSequence) {
            return;
        }
        if (known != null) {
            lastSequence = event.sequence();
        }
        Rendering rendering = known == null ? null : new Rendering(event, known, objects);
        sessions.forEach(s -> s.offer(event, rendering));
    }

    /// The rendering of an event of this task.
    Rendering rendering(TaskEvent event) {
        TaskSpec known = spec;
        if (known == null) {
            throw new IllegalStateException("the task is not known yet");
        }
        return new Rendering(event, known, objects);
    }
}
