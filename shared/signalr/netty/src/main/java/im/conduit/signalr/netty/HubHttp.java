package im.conduit.signalr.netty;

import java.util.List;
import java.util.concurrent.Executor;

/// What all channels share.
///
/// @param virtualThreads runs what may block
record HubHttp(
        HubRoutes routes,
        LiveConnections connections,
        CorsPolicy cors,
        List<HubResponseHook> hooks,
        Executor virtualThreads) {}
