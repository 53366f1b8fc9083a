package im.conduit.signalr.netty;

import im.conduit.signalr.server.HubServer;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.netty.handler.codec.http.HttpServerCodec;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// Builds what all channels share.
@Factory
final class HubHttpFactory {

    @Singleton
    @Bean(preDestroy = "close")
    LiveConnections connections(TokenSettings settings) {
        return new LiveConnections(
                new ConnectionTokens(
                        settings.key(), InstantSource.system(), settings.validity().value()));
    }

    @Singleton
    HubHttp http(
            HubServer hubs,
            LiveConnections connections,
            List<HubResponseHook> hooks,
            CorsSettings cors,
            NettyHttpServerConfiguration server) {
        return new HubHttp(
                new HubRoutes(hubs.endpoints()),
                connections,
                new CorsPolicy(Set.copyOf(cors.allowedOrigins())),
                hooks,
                hubs.executor(),
                () -> codec(server));
    }

    private static HttpServerCodec codec(NettyHttpServerConfiguration server) {
        return new HttpServerCodec(
                server.getMaxInitialLineLength(),
                server.getMaxHeaderSize(),
                server.getMaxChunkSize(),
                server.isValidateHeaders(),
                server.getInitialBufferSize());
    }
}
