package im.conduit.realtime.hub;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskEventChannel;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;

/// The live side of tasks on one node: sessions join tasks, events of the store's channel reach
/// them.
///
/// A channel may lose events. [#reconcile], called after every gap and every 15 s, reads the
/// numbers of all watched tasks back from the store and sends what is missing, so that a connected
/// client gets every started and terminal event.
public final class TaskFeed {

    /// Most tasks that one connection may watch.
    public static final int MAX_WATCHES = 1_000;

    private final TaskStore store;
    private final TaskEventChannel events;
    private final EventObjects objects;
    private final Pacing pacing;
    private final ConcurrentMap<KeyId, KeyChannel> channels = new ConcurrentHashMap<>();

    /// @param timer runs the paced progress updates
    public TaskFeed(
            TaskStore store,
            TaskEventChannel events,
            EventObjects objects,
            ScheduledExecutorService timer) {
        this.store = store;
        this.events = events;
        this.objects = objects;
        this.pacing = Pacing.on(timer);
    }

    /// Begins a session for a connection.
    ///
    /// @param objectNames under which names the hub sends the task event object
    public TaskSubscriber subscriber(Viewer viewer, List<String> objectNames, UpdateSink sink) {
        return new TaskSubscriber(this, new HubSession(viewer, objectNames, sink, pacing));
    }

    /// Reads the numbers of all watched tasks and passes on what this node missed.
    public void reconcile() {
        Map<TaskId, Watched> watched = new HashMap<>();
        channels.values().forEach(c -> c.watched().forEach(w -> watched.put(w.task(), w)));
        if (watched.isEmpty()) {
            return;
        }
        store.sequences(watched.keySet())
                .forEach(
                        (id, sequence) -> {
                            Watched task = watched.get(id);
                            if (task != null && sequence > task.lastSequence()) {
                                store.events(id, task.lastSequence()).forEach(task::dispatch);
                            }
                        });
    }

    SubscribeResult subscribe(
            HubSession session, TaskId id, Spelling spelling, SubscribeOptions options) {
        KeyId key = session.viewer().key();
        Subscription subscription = new Subscription(spelling, options);
        if (!session.add(id, subscription, MAX_WATCHES)) {
            return new SubscribeResult.TooMany();
        }
        Watched watched = join(key, id, session);
        Optional<Task> found = store.find(id).filter(session.viewer()::maySee);
        if (session.closed()) {
            leave(session, id);
            return new SubscribeResult.NotFound();
        }
        if (found.isEmpty()) {
            unsubscribe(session, id, spelling);
            return new SubscribeResult.NotFound();
        }
        Task task = found.get();
        List<TaskEvent> kept = store.events(id, 0);
        watched.know(task.spec(), kept.isEmpty() ? task.sequence() : kept.getLast().sequence());
        List<Rendering> replay =
                Replay.of(kept, options.afterSequence()).stream().map(watched::rendering).toList();
        return new SubscribeResult.Joined(
                task, () -> session.open(subscription, id, replay, watched));
    }

    void unsubscribe(HubSession session, TaskId id, Spelling spelling) {
        if (session.remove(id, spelling)) {
            leave(session, id);
        }
    }

    void close(HubSession session) {
        session.close().forEach(id -> leave(session, id));
    }

    private Watched join(KeyId key, TaskId id, HubSession session) {
        while (true) {
            KeyChannel channel =
                    channels.computeIfAbsent(key, k -> new KeyChannel(k, events, objects));
            Watched watched = channel.join(id, session);
            if (watched != null) {
                return watched;
            }
            channels.remove(key, channel);
        }
    }

    private void leave(HubSession session, TaskId id) {
        KeyId key = session.viewer().key();
        KeyChannel channel = channels.get(key);
        if (channel != null && channel.leave(id, session)) {
            channels.remove(key, channel);
        }
    }
}
