package im.conduit.signalr.sample;

import im.conduit.signalr.server.HubAuthenticator;
import im.conduit.signalr.server.HubEndpoint;
import im.conduit.signalr.server.HubOptions;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import im.conduit.signalr.server.TransportType;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The endpoints below `/extra`.
@Factory
@Requires(property = "sample.extra", value = "true")
final class ExtraFactory {

    /// The user and role that the query names. For tests only: nothing is checked.
    private static final HubAuthenticator BY_QUERY =
            request -> new HubAuthenticator.Decision.Accepted(byQuery(request));

    private static HubPrincipal byQuery(HubRequest request) {
        String role = request.query("role");
        HubPrincipal token = Jwt.check(request.query("access_token"));
        String user = request.query("user");
        return new HubPrincipal(
                user != null || token == null ? user : token.userId(),
                Map.of(),
                role == null ? Set.of() : Set.of(role),
                token == null ? null : token.expires());
    }

    private static HubEndpoint at(String path, Class<?> target, UnaryOperator<HubOptions> options) {
        return new HubEndpoint(path, target).with(options).securedBy(BY_QUERY);
    }

    private static HubEndpoint only(String path, TransportType type) {
        return at(path, ExtraHubs.Extra.class, options -> options.withTransports(Set.of(type)));
    }

    @Bean
    @Singleton
    HubEndpoint extra() {
        return at("/extra", ExtraHubs.Extra.class, UnaryOperator.identity());
    }

    @Bean
    @Singleton
    HubEndpoint ws() {
        return only("/extra/ws", TransportType.WEB_SOCKETS);
    }

    @Bean
    @Singleton
    HubEndpoint sse() {
        return only("/extra/sse", TransportType.SERVER_SENT_EVENTS);
    }

    @Bean
    @Singleton
    HubEndpoint lp() {
        return at(
                "/extra/lp",
                ExtraHubs.Extra.class,
                options ->
                        options.withTransports(Set.of(TransportType.LONG_POLLING))
                                .withTiming(pollingFor(options.timing(), Duration.ofSeconds(1))));
    }

    private static HubOptions.Timing pollingFor(HubOptions.Timing timing, Duration poll) {
        return new HubOptions.Timing(
                timing.keepAlive(),
                timing.clientTimeout(),
                timing.handshake(),
                poll,
                timing.disconnect(),
                timing.send(),
                timing.close());
    }

    @Bean
    @Singleton
    HubEndpoint min1() {
        return at(
                "/extra/min1",
                ExtraHubs.Extra.class,
                options -> options.withMinimumNegotiateVersion(1));
    }

    @Bean
    @Singleton
    HubEndpoint expiring() {
        return at(
                "/extra/expiring",
                ExtraHubs.Extra.class,
                options -> options.withCloseOnAuthenticationExpiration(true));
    }

    @Bean
    @Singleton
    HubEndpoint stateful() {
        return at(
                "/extra/stateful",
                ExtraHubs.Extra.class,
                options -> options.withStatefulReconnect(true));
    }

    @Bean
    @Singleton
    HubEndpoint plain() {
        return at(
                "/extra/plain",
                ExtraHubs.Plain.class,
                options -> options.withDetailedErrors(false));
    }

    @Bean
    @Singleton
    HubEndpoint parallel() {
        return at(
                "/extra/parallel",
                ExtraHubs.Parallel.class,
                options -> options.withBounds(options.bounds().withParallelInvocations(2)));
    }

    @Bean
    @Singleton
    HubEndpoint fast() {
        return at(
                "/extra/fast",
                ExtraHubs.Fast.class,
                options ->
                        options.withTiming(
                                new HubOptions.Timing(
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(1),
                                        options.timing().poll(),
                                        options.timing().disconnect(),
                                        options.timing().send(),
                                        options.timing().close())));
    }

    @Bean
    @Singleton
    HubEndpoint noLimit() {
        return at(
                "/extra/nolimit",
                ExtraHubs.NoLimit.class,
                options -> options.withBounds(options.bounds().withReceiveSize(Integer.MAX_VALUE)));
    }

    @Bean
    @Singleton
    HubEndpoint room() {
        return at("/extra/room", ExtraHubs.Room.class, UnaryOperator.identity());
    }

    @Bean
    @Singleton
    HubEndpoint broken() {
        return at("/extra/broken", BrokenConnection.class, UnaryOperator.identity());
    }
}
