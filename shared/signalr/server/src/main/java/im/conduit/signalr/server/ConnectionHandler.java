package im.conduit.signalr.server;

import im.conduit.signalr.protocol.TransferFormat;

/// An endpoint of raw bytes without a hub protocol.
@FunctionalInterface
public interface ConnectionHandler {

    /// Serves one connection on a virtual thread. When it returns the connection ends normally,
    /// when it throws with an error (WebSocket code 1011).
    ///
    /// @throws Exception any failure of the application
    void handle(RawConnection connection) throws Exception;

    /// What WebSockets carry the handler's bytes in. Text has to be UTF-8, and must not be cut
    /// within a character. Event streams carry text only, polls take either.
    default TransferFormat transferFormat() {
        return TransferFormat.TEXT;
    }
}
