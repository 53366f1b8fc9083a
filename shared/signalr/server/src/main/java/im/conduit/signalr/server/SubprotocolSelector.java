package im.conduit.signalr.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Chooses among the subprotocols that a client offers with its WebSocket (RFC 6455, section 1.9).
/// SignalR has none of its own; some clients and proxies carry a token there and want an answer.
@FunctionalInterface
public interface SubprotocolSelector {

    /// Chooses none.
    SubprotocolSelector NONE = _ -> null;

    /// Asked on an event loop, once for each WebSocket: must not block.
    ///
    /// @param offered the names in the client's order, maybe none
    /// @return one of them, or `null` for none
    @Nullable String select(List<String> offered);
}
