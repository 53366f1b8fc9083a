package im.conduit.realtime.hub;

import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskStore;
import java.util.List;
import java.util.Optional;

/// Subscriptions of connections that a gateway holds: records in the task's slot, so that the step
/// that writes an event knows that somebody wants to hear of it.
public final class SocketSubscriptions implements TaskSubscriptions {

    private final TaskStore store;
    private final SocketStore sockets;
    private final EventObjects objects;

    /// @param sockets remembers them
    public SocketSubscriptions(TaskStore store, SocketStore sockets, EventObjects objects) {
        this.store = store;
        this.sockets = sockets;
        this.objects = objects;
    }

    @Override
    public SubscribeResult subscribe(
            HubClient client, TaskId id, Spelling spelling, SubscribeOptions options) {
        if (store.find(id).filter(client.viewer()::maySee).isEmpty()) {
            return new SubscribeResult.NotFound();
        }
        if (sockets.watched(client.connectionId()) >= TaskFeed.MAX_WATCHES) {
            return new SubscribeResult.TooMany();
        }
        // Remembered first and read second: an event in between is told twice rather than not at
        // all.
        sockets.subscribe(
                id,
                new SocketSubscription(client.connectionId(), client.hub(), spelling, options),
                client.at());
        Optional<Task> found = store.find(id);
        if (found.isEmpty()) {
            unsubscribe(client, id, spelling);
            return new SubscribeResult.NotFound();
        }
        Task task = found.get();
        List<TaskEvent> replay = Replay.of(store.events(id, 0), options.afterSequence());
        return new SubscribeResult.Joined(
                task, () -> replay(client, task, new Subscription(spelling, options), replay));
    }

    @Override
    public void unsubscribe(HubClient client, TaskId task, Spelling spelling) {
        sockets.unsubscribe(task, client.connectionId(), spelling, client.at());
    }

    @Override
    public void ended(String connectionId) {
        sockets.remove(connectionId);
    }

    private void replay(
            HubClient client, Task task, Subscription subscription, List<TaskEvent> events) {
        Watch watch = new Watch(task.id());
        watch.put(subscription);
        subscription.open();
        for (TaskEvent event : events) {
            List<String> names = watch.take(event, client.hub().objectEvents());
            if (!names.isEmpty()) {
                client.sink().send(new Rendering(event, task.spec(), objects).in(names));
                sockets.sent(task.id(), client.connectionId(), event.sequence());
            }
        }
    }
}
