package im.conduit.signalr.protocol;

/// A value could not be bound to the type that the receiver wants. Never ends a connection.
public final class BindingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param message the sentence that a client with detailed errors sees
    public BindingException(String message) {
        super(message);
    }

    /// @param message the sentence that a client with detailed errors sees
    /// @param cause what the value reader said
    public BindingException(String message, Throwable cause) {
        super(message, cause);
    }
}
