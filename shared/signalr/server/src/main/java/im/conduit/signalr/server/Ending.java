package im.conduit.signalr.server;

import org.jspecify.annotations.Nullable;

/// Why and how the server ends a connection. The first ending counts.
///
/// @param reason a stable code for logs and metrics
/// @param error what `onDisconnected` gets, `null` for an orderly end
/// @param close what the Close message says, `null` when none is sent
public record Ending(String reason, @Nullable Throwable error, @Nullable Close close) {

    /// The Close message.
    ///
    /// @param tellsError whether it carries the error's sentence
    /// @param allowReconnect whether the client may come back by itself
    public record Close(boolean tellsError, boolean allowReconnect) {}

    static final String HANDSHAKE_CANCELED = "handshake_canceled";
    private static final String CLOSED = "closed";
    private static final String SLOW_CONSUMER = "slow_consumer";

    private static final Close ORDERLY = new Close(false, false);
    private static final Close FAILED = new Close(true, true);
    private static final Close COME_BACK = new Close(false, true);

    /// The application called `abort`.
    public static Ending aborted() {
        return new Ending("aborted", null, ORDERLY);
    }

    /// The client said goodbye.
    public static Ending clientClosed(@Nullable String error) {
        return new Ending("client_closed", error == null ? null : new HubException(error), ORDERLY);
    }

    /// The client broke the protocol or a limit.
    public static Ending protocolError(Throwable error) {
        return new Ending("protocol_error", error, FAILED);
    }

    /// The client was silent for too long.
    public static Ending clientTimeout() {
        return new Ending(
                "client_timeout",
                ConnectionFault.canceled(
                        "Client hasn't sent a message/ping within the configured"
                                + " ClientTimeoutInterval."),
                FAILED);
    }

    /// `onConnected` threw.
    static Ending refusedByHub(Throwable error) {
        return new Ending("refused_by_hub", error, new Close(true, false));
    }

    /// The handshake failed; its answer has been sent.
    static Ending handshakeFailed() {
        return new Ending("handshake_failed", null, null);
    }

    /// The transport ended.
    static Ending transportEnded(@Nullable Throwable error) {
        return new Ending(error == null ? CLOSED : "transport_error", error, COME_BACK);
    }

    /// The same when the transport ended before a message was whole.
    Ending amidstMessage() {
        return reason.equals(CLOSED)
                ? protocolError(
                        ConnectionFault.invalidData(
                                "Connection terminated while reading a message."))
                : this;
    }

    /// The handshake did not come in time.
    static Ending handshakeCanceled() {
        return new Ending(HANDSHAKE_CANCELED, null, null);
    }

    /// The client did not take its messages.
    public static Ending slowConsumer(String message) {
        return new Ending(SLOW_CONSUMER, ConnectionFault.slowConsumer(message), null);
    }

    /// The server goes down.
    public static Ending shutdown() {
        return new Ending("shutdown", null, COME_BACK);
    }

    /// The proof of identity has expired.
    public static Ending authenticationExpired() {
        return new Ending("authentication_expired", null, COME_BACK);
    }

    /// The client ended a long-polling connection, or it was not polled for too long.
    public static Ending pollingEnded(String reason) {
        return new Ending(reason, null, COME_BACK);
    }

    /// Whether the transport is cut off at once instead of sending what waits.
    boolean abrupt() {
        return reason.equals(SLOW_CONSUMER);
    }
}
