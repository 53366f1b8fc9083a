package im.conduit.realtime.hub;

import im.conduit.realtime.hub.SocketSender.Posted;
import im.conduit.realtime.task.DueSet;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.QueueHandler;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pushes one event of a task to every connection that a gateway holds and that watches it. Started
/// and terminal events are due work, so that they are pushed again until every connection has them
/// or is gone; progress is pushed once, if at all.
public final class SocketFanout implements QueueHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SocketFanout.class);

    private final TaskStore store;
    private final SocketStore sockets;
    private final SocketSender sender;
    private final EventObjects objects;
    private final DueSet due;

    /// @param sender the gateway's way to its connections
    public SocketFanout(
            TaskStore store,
            SocketStore sockets,
            SocketSender sender,
            EventObjects objects,
            DueSet due) {
        this.store = store;
        this.sockets = sockets;
        this.sender = sender;
        this.objects = objects;
        this.due = due;
    }

    @Override
    public DueWork.Kind kind() {
        return DueWork.Kind.HUB;
    }

    @Override
    public void handle(DueWork work) {
        Optional<TaskEvent> event =
                store.events(work.task(), work.sequence() - 1).stream()
                        .filter(e -> e.sequence() == work.sequence())
                        .findFirst();
        Optional<Task> task = store.find(work.task());
        if (event.isEmpty() || task.isEmpty() || push(event.get(), task.get())) {
            due.done(work);
        }
    }

    private boolean push(TaskEvent event, Task task) {
        Map<String, List<SocketSubscription>> byConnection = new LinkedHashMap<>();
        for (SocketSubscription s : sockets.subscribers(task.id())) {
            byConnection.merge(s.connectionId(), List.of(s), SocketFanout::joined);
        }
        Rendering rendering = new Rendering(event, task.spec(), objects);
        boolean all = true;
        for (var entry : byConnection.entrySet()) {
            all &= push(entry.getKey(), entry.getValue(), rendering);
        }
        return all;
    }

    private boolean push(
            String connectionId, List<SocketSubscription> subscriptions, Rendering rendering) {
        TaskEvent event = rendering.event();
        Watch watch = new Watch(event.task());
        for (SocketSubscription s : subscriptions) {
            Subscription subscription = new Subscription(s.spelling(), s.options());
            subscription.open();
            watch.put(subscription);
        }
        List<String> names = watch.take(event, subscriptions.getFirst().hub().objectEvents());
        if (names.isEmpty()) {
            return true;
        }
        Posted posted = sender.post(connectionId, rendering.in(names));
        switch (posted) {
            case SENT -> sockets.sent(event.task(), connectionId, event.sequence());
            case GONE -> sockets.remove(connectionId);
            case FAILED ->
                    LOG.atInfo()
                            .addKeyValue("event", event.id())
                            .addKeyValue("connection", connectionId)
                            .log("hub event not taken by the gateway, will be pushed again");
        }
        return posted != Posted.FAILED;
    }

    private static List<SocketSubscription> joined(
            List<SocketSubscription> some, List<SocketSubscription> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
    }
}
