package im.conduit.realtime.hub;

import im.conduit.realtime.task.TaskId;

/// One connection's hand on the [TaskFeed].
public final class TaskSubscriber {

    private final TaskFeed feed;
    private final HubSession session;

    TaskSubscriber(TaskFeed feed, HubSession session) {
        this.feed = feed;
        this.session = session;
    }

    /// Joins a task's events. Subscribing again in the same spelling starts it anew.
    ///
    /// Blocks for one look into the store. Events are held until [SubscribeResult.Joined#open]
    /// runs: call it once the caller has been answered.
    public SubscribeResult subscribe(TaskId id, Spelling spelling, SubscribeOptions options) {
        return feed.subscribe(session, id, spelling, options);
    }

    /// Leaves; harmless when not joined.
    public void unsubscribe(TaskId id, Spelling spelling) {
        feed.unsubscribe(session, id, spelling);
    }

    /// Leaves everything: the connection has ended.
    public void close() {
        feed.close(session);
    }
}
