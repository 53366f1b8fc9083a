package im.conduit.signalr.server;

import java.lang.reflect.Type;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// One client, which can be asked for a result.
public interface SingleClient extends ClientProxy {

    /// Calls `method` on the client and waits for its answer. While a hub method waits, its
    /// connection's slot is free for other calls.
    ///
    /// @throws HubException with the client's text when the client failed
    /// @throws ConnectionFault when the client is not there, has left or answered with a value that
    ///     is no `resultType`, or without one where that is primitive
    <T> @Nullable T invoke(Class<T> resultType, String method, @Nullable Object... arguments);

    /// As `invoke`, without waiting. A hub method that returns the stage, or one that follows from
    /// it, frees its connection's slot until it has ended.
    CompletionStage<@Nullable Object> ask(
            Type resultType, String method, @Nullable Object... arguments);
}
