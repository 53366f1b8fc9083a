package im.conduit.realtime.hub;

/// One spelling under which a gateway's connection watches a task.
///
/// @param connectionId the gateway's id
/// @param hub which hub it is connected to
/// @param spelling which positional events it gets
/// @param options what it is narrowed to; `afterSequence` is the last event that was sent to it
public record SocketSubscription(
        String connectionId, TaskHubName hub, Spelling spelling, SubscribeOptions options) {}
