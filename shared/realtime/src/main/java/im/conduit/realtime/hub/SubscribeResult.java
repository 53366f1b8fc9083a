package im.conduit.realtime.hub;

import im.conduit.realtime.task.Task;

/// What became of a wish to watch a task.
public sealed interface SubscribeResult {

    /// Watching. Nothing is sent before `open` has run.
    ///
    /// @param task as it stood when the subscription began
    /// @param open sends the current state and lets live events through
    record Joined(Task task, Runnable open) implements SubscribeResult {}

    /// There is no such task, or it belongs to somebody else.
    record NotFound() implements SubscribeResult {}

    /// The connection watches as many tasks as it may.
    record TooMany() implements SubscribeResult {}
}
