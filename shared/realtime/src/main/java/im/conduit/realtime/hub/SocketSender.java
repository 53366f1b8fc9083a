package im.conduit.realtime.hub;

import im.conduit.signalr.server.MessageBundle;

/// Posts to connections that a gateway holds.
public interface SocketSender {

    /// Sends one update as one message.
    Posted post(String connectionId, MessageBundle update);

    /// What became of it.
    enum Posted {
        /// The gateway took it.
        SENT,
        /// The connection is no more.
        GONE,
        /// The gateway is busy or failed: try again later.
        FAILED
    }
}
