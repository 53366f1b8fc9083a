package im.conduit.signalr.server;

import org.jspecify.annotations.Nullable;

/// What a hub may want to know about its connections. Both callbacks run on a virtual thread of the
/// connection's lane: no call of the connection is dispatched before `onConnected` has returned.
public interface HubLifecycle {

    /// A client has shaken hands. An exception refuses it: the client gets a Close message and
    /// `onDisconnected` is not called.
    default void onConnected(HubCaller caller) {}

    /// A connection has ended; called exactly once for each that `onConnected` let in.
    ///
    /// @param error why, or `null` after an orderly end
    default void onDisconnected(HubCaller caller, @Nullable Throwable error) {}
}
