package im.conduit.realtime.hub;

/// Posts to connections that a gateway holds.
public interface SocketSender {

    /// Sends one update as one message.
    Posted post(String connectionId, Update update);

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
