package im.conduit.signalr.server;

/// An endpoint of raw bytes without a hub protocol.
@FunctionalInterface
public interface ConnectionHandler {

    /// Serves one connection on a virtual thread. When it returns the connection ends normally,
    /// when it throws with an error (WebSocket code 1011).
    ///
    /// @throws Exception any failure of the application
    void handle(RawConnection connection) throws Exception;
}
