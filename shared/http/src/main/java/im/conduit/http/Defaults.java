package im.conduit.http;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/// Settings of the framework that belong to the wire contract: a configuration may still change
/// them, because anything it says counts for more.
@ContextConfigurer
public final class Defaults implements ApplicationContextConfigurer {

    private static final int BELOW_EVERYTHING = -1000;

    @Override
    public void configure(ApplicationContextBuilder builder) {
        builder.propertySources(
                PropertySource.of(
                        "http-door",
                        Map.of(
                                "micronaut.server.max-request-size", 1024 * 1024,
                                "micronaut.server.multipart.enabled", false,
                                "micronaut.server.cors.enabled", true),
                        BELOW_EVERYTHING));
    }
}
