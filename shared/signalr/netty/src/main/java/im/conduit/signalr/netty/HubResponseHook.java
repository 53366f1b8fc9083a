package im.conduit.signalr.netty;

import im.conduit.signalr.server.HubRequest;
import java.util.function.BiConsumer;

/// Adds headers to every answer of a hub endpoint, errors included: sticky-session cookies, for
/// example. Beans of this type are asked on the event loop and must not block.
@FunctionalInterface
public interface HubResponseHook {

    /// @param request what is being answered
    /// @param headers takes names and values to add
    void decorate(HubRequest request, BiConsumer<String, String> headers);
}
