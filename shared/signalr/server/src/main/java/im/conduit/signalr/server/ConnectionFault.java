package im.conduit.signalr.server;

import im.conduit.signalr.protocol.ProtocolException;

/// Why the server gave up a connection or a call, under the names that SignalR clients know.
public final class ConnectionFault extends RuntimeException implements NamedForClients {

    private static final long serialVersionUID = 1L;
    private static final String CANCELED = "OperationCanceledException";

    private final String name;

    private ConnectionFault(String name, String message) {
        super(message);
        this.name = name;
    }

    /// The client broke the protocol.
    public static ConnectionFault invalidData(String message) {
        return new ConnectionFault("InvalidDataException", message);
    }

    /// The client broke the protocol in a way that the codec found.
    static ConnectionFault of(ProtocolException broken) {
        String message = broken.getMessage();
        return new ConnectionFault(broken.clientName(), message == null ? "" : message);
    }

    /// Something took too long or was called off.
    public static ConnectionFault canceled(String message) {
        return new ConnectionFault(CANCELED, message);
    }

    boolean isCancellation() {
        return name.equals(CANCELED);
    }

    /// Not allowed in this state.
    public static ConnectionFault invalidOperation(String message) {
        return new ConnectionFault("InvalidOperationException", message);
    }

    /// The connection is not there or did not hold.
    public static ConnectionFault io(String message) {
        return new ConnectionFault("IOException", message);
    }

    /// The client did not take its messages in time: reason code `slow_consumer`.
    public static ConnectionFault slowConsumer(String message) {
        return new ConnectionFault("SlowConsumerException", message);
    }

    @Override
    public String nameForClients() {
        return name;
    }
}
