package im.conduit.realtime.hub;

import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What one connection watches and what it was told. Nothing here blocks.
final class HubSession {

    private final Viewer viewer;
    private final List<String> objectNames;
    private final UpdateSink sink;
    private final Pacing pacing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TaskId, Watch> watches = new HashMap<>();
    private final ProgressPace pace = new ProgressPace();
    private boolean flushPlanned;
    private boolean closed;

    HubSession(Viewer viewer, List<String> objectNames, UpdateSink sink, Pacing pacing) {
        this.viewer = viewer;
        this.objectNames = List.copyOf(objectNames);
        this.sink = sink;
        this.pacing = pacing;
    }

    Viewer viewer() {
        return viewer;
    }

    /// Adds a subscription whose events are held until [#open].
    ///
    /// @return false when the session is closed or already has `limit` watches
    boolean add(TaskId task, Subscription subscription, int limit) {
        lock.lock();
        try {
            if (closed || (!watches.containsKey(task) && watches.size() >= limit)) {
                return false;
            }
            watches.computeIfAbsent(task, Watch::new).put(subscription);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Tells the replayed events and what came meanwhile, then lets live events through.
    void open(Subscription subscription, TaskId task, List<Rendering> replay, Watched watched) {
        lock.lock();
        try {
            Watch watch = watches.get(task);
            if (watch == null || !watch.has(subscription)) {
                return;
            }
            List<TaskEvent> events = replay.stream().map(Rendering::event).toList();
            Map<Long, Rendering> rendered = new HashMap<>();
            replay.forEach(r -> rendered.put(r.event().sequence(), r));
            for (TaskEvent event : Replay.merge(events, subscription.open())) {
                Rendering known = rendered.get(event.sequence());
                send(watch, known != null ? known : watched.rendering(event));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes a live event.
    ///
    /// @param rendering `null` while nobody on this node knows the task yet, so that all hold
    void offer(TaskEvent event, @Nullable Rendering rendering) {
        lock.lock();
        try {
            Watch watch = watches.get(event.task());
            if (watch == null || !watch.hold(event) || rendering == null) {
                return;
            }
            if (event.body() instanceof TaskEvent.Body.Progressed) {
                if (pace.admit(rendering, pacing.nanos())) {
                    send(watch, rendering);
                } else {
                    planFlush();
                }
                return;
            }
            pace.drop(event.task());
            send(watch, rendering);
        } finally {
            lock.unlock();
        }
    }

    /// Forgets one spelling.
    ///
    /// @return whether the task is not watched any more
    boolean remove(TaskId task, Spelling spelling) {
        lock.lock();
        try {
            Watch watch = watches.get(task);
            if (watch == null) {
                return false;
            }
            watch.remove(spelling);
            if (!watch.isEmpty()) {
                return false;
            }
            watches.remove(task);
            pace.drop(task);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Whether the session has ended.
    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// Ends the session.
    ///
    /// @return what it watched
    List<TaskId> close() {
        lock.lock();
        try {
            closed = true;
            List<TaskId> watched = new ArrayList<>(watches.keySet());
            watches.clear();
            watched.forEach(pace::drop);
            return watched;
        } finally {
            lock.unlock();
        }
    }

    private void send(Watch watch, Rendering rendering) {
        List<String> names = watch.take(rendering.event(), objectNames);
        if (!names.isEmpty()) {
            sink.send(rendering.in(names));
        }
    }

    private void planFlush() {
        if (!flushPlanned) {
            flushPlanned = true;
            long delay = pace.delay(pacing.nanos());
            pacing.later(this::flush, delay);
        }
    }

    private void flush() {
        lock.lock();
        try {
            flushPlanned = false;
            Rendering next = pace.next(pacing.nanos());
            if (next != null) {
                Watch watch = watches.get(next.event().task());
                if (watch != null) {
                    send(watch, next);
                }
            }
            if (pace.pending()) {
                planFlush();
            }
        } finally {
            lock.unlock();
        }
    }
}
