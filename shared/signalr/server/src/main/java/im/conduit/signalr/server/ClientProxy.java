package im.conduit.signalr.server;

import org.jspecify.annotations.Nullable;

/// Some clients that a method can be called on.
public interface ClientProxy {

    /// Calls `method` on them and does not wait for anybody to have read it.
    ///
    /// A message for a single connection waits, on a virtual thread, while more than the pipe holds
    /// is on its way to it; a message for many never waits: who falls behind by more than the send
    /// queue holds is disconnected as a slow consumer.
    void send(String method, @Nullable Object... arguments);

    /// The same clients behind an interface annotated with [ClientInterface], whose methods are the
    /// client's.
    <T> T as(Class<T> clientInterface);
}
