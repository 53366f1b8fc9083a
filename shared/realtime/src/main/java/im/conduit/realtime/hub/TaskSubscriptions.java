package im.conduit.realtime.hub;

import im.conduit.realtime.task.TaskId;

/// How connections come to hear of tasks: live on a node that holds sockets, or as records where a
/// gateway holds them.
public interface TaskSubscriptions {

    /// Joins a task's events. Subscribing again in the same spelling starts it anew. Blocks for a
    /// look into the store; nothing is sent before [SubscribeResult.Joined#open] has run.
    SubscribeResult subscribe(
            HubClient client, TaskId task, Spelling spelling, SubscribeOptions options);

    /// Leaves; harmless when not joined.
    void unsubscribe(HubClient client, TaskId task, Spelling spelling);

    /// The connection has ended and leaves everything.
    void ended(String connectionId);
}
