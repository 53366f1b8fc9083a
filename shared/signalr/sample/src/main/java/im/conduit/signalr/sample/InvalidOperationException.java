package im.conduit.signalr.sample;

/// Shown to clients under its own name.
final class InvalidOperationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidOperationException(String message) {
        super(message);
    }

    InvalidOperationException(String message, Throwable cause) {
        super(message, cause);
    }
}
