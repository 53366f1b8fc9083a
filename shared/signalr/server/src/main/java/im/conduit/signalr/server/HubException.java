package im.conduit.signalr.server;

/// An error meant for the caller: its message is shown to the client even where detailed errors are
/// off.
public class HubException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param message what the caller reads
    public HubException(String message) {
        super(message);
    }

    /// @param message what the caller reads
    /// @param cause stays on the server
    public HubException(String message, Throwable cause) {
        super(message, cause);
    }
}
