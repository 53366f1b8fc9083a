package im.conduit.signalr.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The connection that calls a hub method: who it is, and everybody it can speak to.
public interface HubCaller {

    /// The public id of the connection.
    String connectionId();

    /// The user that the endpoint's authenticator found, `null` for a nameless one.
    @Nullable String userId();

    /// Who the transport's first request came from.
    HubPrincipal principal();

    /// The request that opened the transport (upgrade, event stream or first poll); after a
    /// stateful reconnect the newest one.
    HubRequest request();

    /// Which transport carries the connection.
    TransportType transport();

    /// Values kept as long as the connection lives. Safe for use by many threads.
    Map<String, Object> items();

    /// Clients as seen from this connection.
    HubCallerClients clients();

    /// Group membership.
    HubGroups groups();

    /// Cancelled when the connection ends.
    CancellationToken aborted();

    /// Sends a bundle to this connection in one frame, behind everything sent before. Never waits:
    /// a connection that falls behind by more than the send queue holds is disconnected as a slow
    /// consumer.
    void send(MessageBundle bundle);

    /// Ends the connection with a Close message. The running call gets no answer.
    void abort();
}
