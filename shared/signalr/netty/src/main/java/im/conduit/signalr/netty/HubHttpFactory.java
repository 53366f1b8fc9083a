package im.conduit.signalr.netty;

import im.conduit.signalr.server.HubServer;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// Builds what all channels share.
@Factory
final class HubHttpFactory {

    @Singleton
    @Bean(preDestroy = "close")
    LiveConnections connections() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return new LiveConnections(
                new ConnectionTokens(secret, InstantSource.system(), Duration.ofSeconds(15)));
    }

    @Singleton
    HubHttp http(
            HubServer hubs,
            LiveConnections connections,
            List<HubResponseHook> hooks,
            CorsSettings cors) {
        return new HubHttp(
                new HubRoutes(hubs.endpoints()),
                connections,
                new CorsPolicy(Set.copyOf(cors.allowedOrigins())),
                hooks,
                hubs.executor());
    }
}
