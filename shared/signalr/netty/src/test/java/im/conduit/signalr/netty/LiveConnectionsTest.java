package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import im.conduit.signalr.server.ServedEndpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveConnectionsTest {

    private static final HubRequest REQUEST =
            new HubRequest("GET", "/hub", List.of(), "127.0.0.1", false);

    @Test
    void aSpentTokenStaysSpentWhileItCouldBeValid() throws Exception {
        try (TestHost host = new TestHost(Map.of("signalr.tokens.validity", "1h"))) {
            ServedEndpoint endpoint = host.hubs().endpoints().getFirst();
            LiveConnections connections = host.bean(LiveConnections.class);
            LiveConnection live = connections.openUnasked(endpoint);
            connections.forget(live);

            connections.sweep(System.nanoTime() + Duration.ofMinutes(59).toNanos());
            assertThat(connections.find(live.token(), endpoint))
                    .isInstanceOf(LiveConnections.Found.Nothing.class);
            connections.sweep(System.nanoTime() + Duration.ofMinutes(61).toNanos());
            assertThat(connections.find(live.token(), endpoint)) // nothing is kept for ever
                    .isInstanceOf(LiveConnections.Found.Negotiated.class);
        }
    }

    @Test
    void whoGoesDownTakesNoNegotiatedConnection() throws Exception {
        try (TestHost host = new TestHost();
                RawClient client = new RawClient(host.port())) {
            String token = PollingClient.token(client, "/hub", "negotiateVersion=1");
            host.bean(LiveConnections.class).drain(Duration.ZERO);
            client.send("GET /hub?id=" + token + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer())
                    .contains("HTTP/1.1 503 Service Unavailable", "The server is going down");
        }
    }

    @Test
    void theLastPollOfAConnectionThatTheDrainEndedIsAnswered() throws Exception {
        try (TestHost host = new TestHost();
                PollingClient client = new PollingClient(host.port(), "/hub")) {
            client.poll();
            client.post(RawClient.HANDSHAKE).close();
            assertThat(client.next()).isEqualTo("{}");
            LiveConnections connections = host.bean(LiveConnections.class);
            Thread drain =
                    Thread.ofPlatform().start(() -> connections.drain(Duration.ofSeconds(5)));
            assertThat(client.next()).contains("\"type\":7");
            drain.join();
            assertThat(client.poll()).contains("HTTP/1.1 204 No Content");
        }
    }

    @Test
    void anErrorAtOneConnectionDoesNotEndTheSweep() throws Exception {
        try (TestHost host = new TestHost(Map.of("signalr.keep-alive-interval", "100ms"));
                RawClient other = RawClient.hub(host.port(), "/hub")) {
            LiveConnection live =
                    host.bean(LiveConnections.class)
                            .openUnasked(host.hubs().endpoints().getFirst());
            FakeTransport broken = new FakeTransport();
            live.attach(broken, HubPrincipal.anonymous(), REQUEST);
            live.receive(
                    broken, ByteBuffer.wrap(RawClient.HANDSHAKE.getBytes(StandardCharsets.UTF_8)));
            await().until(() -> !broken.written.isEmpty());
            broken.failing = true;
            await().until(() -> broken.failed);
            for (int i = 0; i < 4; i++) { // more than can have been on their way
                assertThat(other.frame()).isEqualTo("{\"type\":6}\u001e");
            }
            live.markOver();
        }
    }
}
