package im.conduit.signalr.sample;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import im.conduit.signalr.protocol.PayloadCodec;
import im.conduit.signalr.server.HubEndpoint;
import im.conduit.signalr.server.JacksonPayloadCodec;
import im.conduit.signalr.server.TransportType;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Set;

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

    @Bean
    @Singleton
    HubEndpoint testHub() {
        return new HubEndpoint("/testhub", TestHub.class)
                .with(options -> options.withStatefulReconnect(true));
    }

    @Bean
    @Singleton
    HubEndpoint withoutWebSockets() {
        return new HubEndpoint("/testhub-nowebsockets", TestHub.class)
                .with(
                        options ->
                                options.withTransports(
                                        Set.of(
                                                TransportType.SERVER_SENT_EVENTS,
                                                TransportType.LONG_POLLING)));
    }

    @Bean
    @Singleton
    HubEndpoint authorizedHub() {
        return new HubEndpoint("/authorizedhub", AuthorizedHub.class).securedBy(new Jwt());
    }

    @Bean
    @Singleton
    HubEndpoint authHub() {
        return new HubEndpoint("/authHub", AuthHub.class).securedBy(new Jwt());
    }

    @Bean
    @Singleton
    HubEndpoint echo() {
        return new HubEndpoint("/echo", EchoConnection.class);
    }
}
