package im.conduit.realtime.hub;

import im.conduit.realtime.task.TaskId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Subscriptions of a node's own sockets.
public final class LiveSubscriptions implements TaskSubscriptions {

    private final TaskFeed feed;
    private final ConcurrentMap<String, TaskSubscriber> subscribers = new ConcurrentHashMap<>();

    /// @param feed the node's live side of tasks
    public LiveSubscriptions(TaskFeed feed) {
        this.feed = feed;
    }

    @Override
    public SubscribeResult subscribe(
            HubClient client, TaskId task, Spelling spelling, SubscribeOptions options) {
        return subscribers
                .computeIfAbsent(
                        client.connectionId(),
                        id ->
                                feed.subscriber(
                                        client.viewer(),
                                        client.hub().objectEvents(),
                                        client.sink()))
                .subscribe(task, spelling, options);
    }

    @Override
    public void unsubscribe(HubClient client, TaskId task, Spelling spelling) {
        TaskSubscriber subscriber = subscribers.get(client.connectionId());
        if (subscriber != null) {
            subscriber.unsubscribe(task, spelling);
        }
    }

    @Override
    public void ended(String connectionId) {
        TaskSubscriber subscriber = subscribers.remove(connectionId);
        if (subscriber != null) {
            subscriber.close();
        }
    }
}
