package im.conduit.http;

import im.conduit.realtime.key.AllowedOrigins;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.HttpServerConfiguration.CorsConfiguration;
import io.micronaut.http.server.cors.CorsOriginConfiguration;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/// Tells the framework's CORS filter which origins may call, and what pages may read. Contract
/// section 1.
@Singleton
final class Cors implements BeanCreatedEventListener<CorsConfiguration> {

    private static final List<String> EXPOSED =
            List.of(
                    "Location",
                    "ETag",
                    "Retry-After",
                    "X-RateLimit-Limit",
                    "X-RateLimit-Remaining",
                    "X-RateLimit-Reset",
                    RequestId.HEADER,
                    "Idempotency-Replayed");

    private final AllowedOrigins allowed;

    Cors(AllowedOrigins allowed) {
        this.allowed = allowed;
    }

    @Override
    public CorsConfiguration onCreated(BeanCreatedEvent<CorsConfiguration> event) {
        CorsConfiguration cors = event.getBean();
        CorsOriginConfiguration origins = new CorsOriginConfiguration();
        origins.setAllowedOrigins(List.of());
        origins.setAllowedOriginsRegex(allowed.expression());
        origins.setAllowCredentials(true);
        origins.setExposedHeaders(EXPOSED);
        cors.setConfigurations(Map.of("conduit", origins));
        // A page from elsewhere may knock: it cannot read the answer, and has neither key nor
        // session.
        cors.setLocalhostPassThrough(true);
        return cors;
    }
}
