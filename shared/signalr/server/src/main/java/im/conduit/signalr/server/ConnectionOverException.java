package im.conduit.signalr.server;

/// Something was to be sent over a connection that has ended. A [ConnectionHandler] may let this
/// pass.
public final class ConnectionOverException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    ConnectionOverException() {
        super("The connection has ended.");
    }
}
