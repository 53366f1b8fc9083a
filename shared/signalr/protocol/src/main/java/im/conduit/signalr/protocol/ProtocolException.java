package im.conduit.signalr.protocol;

/// The other side broke the protocol: its connection must be closed.
public final class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param message the sentence that a client with detailed errors sees
    public ProtocolException(String message) {
        super(message);
    }

    /// @param message the sentence that a client with detailed errors sees
    /// @param cause what the reader said
    public ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
