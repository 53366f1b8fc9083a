package im.conduit.signalr.protocol;

import org.jspecify.annotations.Nullable;

/// The other side broke the protocol: its connection must be closed.
public final class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// The type name in front of almost every such sentence.
    private static final String INVALID_DATA = "InvalidDataException";

    private final String clientName;

    /// @param message the sentence that a client with detailed errors sees
    public ProtocolException(String message) {
        this(INVALID_DATA, message, null);
    }

    /// @param message the sentence that a client with detailed errors sees
    /// @param cause what the reader said
    public ProtocolException(String message, Throwable cause) {
        this(INVALID_DATA, message, cause);
    }

    /// @param clientName the type name that stands before the sentence
    /// @param message the sentence that a client with detailed errors sees
    /// @param cause what the reader said
    ProtocolException(String clientName, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.clientName = clientName;
    }

    static ProtocolException missing(String member) {
        return new ProtocolException("Missing required property '" + member + "'.");
    }

    /// The type name that clients with detailed errors see before the message, such as
    /// `InvalidDataException`.
    public String clientName() {
        return clientName;
    }
}
