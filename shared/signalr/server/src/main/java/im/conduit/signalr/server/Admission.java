package im.conduit.signalr.server;

import org.jspecify.annotations.Nullable;

/// Limits on connections. Claimed when a transport connects and given back exactly once when the
/// connection has ended.
public interface Admission {

    /// Admits everybody.
    Admission OPEN = new Admission() {};

    /// Whether negotiating makes sense at this moment; asked before an id is handed out.
    ///
    /// @return `null` to go on, else what the negotiate answers
    default @Nullable Busy beforeNegotiate(HubRequest request, HubPrincipal principal) {
        return null;
    }

    /// Claims a place for a connection.
    ///
    /// @return `null` when admitted, else the text of the handshake's error
    default @Nullable String claim(
            String connectionId, HubRequest request, HubPrincipal principal) {
        return null;
    }

    /// Gives the place back that `claim` granted under this id.
    default void release(String connectionId) {}

    /// Come back later.
    ///
    /// @param status 429 or 503
    /// @param retryAfterSeconds for the `Retry-After` header
    /// @param body text for the client
    record Busy(int status, int retryAfterSeconds, String body) {}
}
