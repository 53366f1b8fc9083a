package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.signalr.server.HubAuthenticator.Decision;
import im.conduit.signalr.server.HubEndpoint;
import im.conduit.signalr.server.HubPrincipal;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Where connections end with the proof of identity, a later request of the user may bring another.
class RenewedIdentityTest {

    private static final String ENABLED = "test.renewed-identity";
    private static final Instant PAST = Instant.EPOCH;
    private static volatile Instant expires = PAST;

    /// Takes everybody, for as long as the test says.
    @Factory
    @Requires(property = ENABLED)
    static final class Expiring {
        @Singleton
        HubEndpoint hub() {
            return new HubEndpoint("/hub", TestHub.class)
                    .with(options -> options.withCloseOnAuthenticationExpiration(true))
                    .securedBy(
                            _ ->
                                    new Decision.Accepted(
                                            new HubPrincipal("ann", Map.of(), Set.of(), expires)));
        }
    }

    /// A server whose connections are looked at when the test wants it.
    private static TestHost host() {
        expires = PAST;
        TestHost host =
                new TestHost(Map.of(ENABLED, "1", "signalr.allow-stateful-reconnects", true));
        host.bean(LiveConnections.class).close();
        return host;
    }

    private static void renew() {
        expires = Instant.MAX;
    }

    private static void sweep(TestHost host) {
        host.bean(LiveConnections.class).sweep(System.nanoTime());
    }

    @Test
    void aPollRenewsIt() throws Exception {
        try (TestHost host = host();
                PollingClient client = new PollingClient(host.port(), "/hub")) {
            client.poll();
            client.send(RawClient.HANDSHAKE);
            renew();
            assertThat(client.next()).isEqualTo("{}");
            sweep(host);
            client.send(PollingClient.call("1", "echo", "still"));
            assertThat(client.next()).contains("\"result\":\"still\"");
        }
    }

    @Test
    void aReconnectRenewsIt() throws Exception {
        try (TestHost host = host();
                RawClient negotiating = new RawClient(host.port());
                RawClient older = new RawClient(host.port());
                RawClient newer = new RawClient(host.port())) {
            String path =
                    "/hub?id="
                            + PollingClient.token(
                                    negotiating,
                                    "/hub",
                                    "negotiateVersion=1&useStatefulReconnect=true");
            older.upgrade(path, Map.of());
            older.text("{\"protocol\":\"json\",\"version\":2}\u001e");
            assertThat(older.frame()).isEqualTo("{}\u001e");
            renew();
            assertThat(newer.upgrade(path, Map.of())).contains("101");
            sweep(host);
            newer.text("{\"type\":9,\"sequenceId\":1}\u001e");
            newer.text(PollingClient.call("1", "echo", "still"));
            assertThat(newer.frame()).contains("\"type\":9");
            assertThat(newer.frame()).contains("\"result\":\"still\"");
        }
    }
}
