package im.conduit.signalr.netty;

import io.netty.handler.codec.http.HttpServerCodec;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// What all channels share.
///
/// @param virtualThreads runs what may block
/// @param codecs makes HTTP codecs as the server does
record HubHttp(
        HubRoutes routes,
        LiveConnections connections,
        CorsPolicy cors,
        List<HubResponseHook> hooks,
        Executor virtualThreads,
        Supplier<HttpServerCodec> codecs) {}
