package im.conduit.signalr.sample;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import im.conduit.signalr.protocol.PayloadCodec;
import im.conduit.signalr.server.JacksonPayloadCodec;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/// What the host does otherwise than the defaults.
@Factory
final class SampleFactory {

    /// Member names as the clients' suites expect them.
    @Singleton
    PayloadCodec payloads() {
        return new JacksonPayloadCodec(
                JacksonPayloadCodec.defaults()
                        .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                        .build());
    }
}
