package im.conduit.signalr.server;

import org.jspecify.annotations.Nullable;

/// What a hub method returns when something has to follow its answer: the caller gets `result`, and
/// whatever `afterwards` sends comes behind it.
///
/// @param result the invocation's result
/// @param afterwards runs once the answer is on its way, on the thread of the call; also when the
///     caller waits for no answer
public record HubReply(@Nullable Object result, Runnable afterwards) {}
