package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.signalr.server.HubEndpoint;
import im.conduit.signalr.server.TransportType;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is posted before a transport has connected.
class EarlyRoomTest {

    private static final String SOCKETS = "test.web-sockets-only";
    private static final byte[] INPUT = RawClient.HANDSHAKE.getBytes(StandardCharsets.UTF_8);

    @Factory
    @Requires(property = SOCKETS)
    static final class Sockets {
        @Singleton
        HubEndpoint hub() {
            return new HubEndpoint("/hub", TestHub.class)
                    .with(options -> options.withTransports(Set.of(TransportType.WEB_SOCKETS)));
        }
    }

    private static EarlyRoom room(TestHost host) {
        return host.bean(LiveConnections.class).early();
    }

    /// Leaves as much room as that.
    private static void leave(TestHost host, int bytes) {
        assertThat(room(host).take(EarlyRoom.MOST - bytes)).isTrue();
    }

    private static String path(RawClient client) throws IOException {
        return "/hub?id=" + client.negotiate("/hub");
    }

    @Test
    void whoPostsWhenThereIsNoRoomMayComeBack() throws Exception {
        try (TestHost host = new TestHost();
                RawClient client = new RawClient(host.port())) {
            String path = path(client);
            leave(host, EarlyRoom.CONNECTION - 1);
            client.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
            assertThat(client.answer())
                    .contains("HTTP/1.1 503 Service Unavailable", "retry-after: 5");
            assertThat(host.bean(LiveConnections.class).size()).isZero();

            room(host).giveBack(EarlyRoom.MOST);
            assertThat(client.post(path, INPUT).status()).isEqualTo(200);
        }
    }

    @Test
    void inputThatFindsNoRoomLeavesNothingBehind() throws Exception {
        try (TestHost host = new TestHost();
                RawClient client = new RawClient(host.port())) {
            String path = path(client);
            leave(host, EarlyRoom.CONNECTION + INPUT.length);
            long before = room(host).taken();
            assertThat(client.post(path, INPUT).status()).isEqualTo(200);
            assertThat(client.post(path, new byte[1]).status()).isEqualTo(503);
            assertThat(room(host).taken()).isEqualTo(before);
            assertThat(client.post(path, INPUT).status()).isEqualTo(404);
        }
    }

    @Test
    void whoConnectsGivesItsRoomBackAndNeedsNone() throws Exception {
        try (TestHost host = new TestHost();
                RawClient client = new RawClient(host.port());
                RawClient socket = new RawClient(host.port());
                RawClient other = new RawClient(host.port())) {
            String path = path(client);
            String second = path(client);
            assertThat(client.post(path, INPUT).status()).isEqualTo(200);
            assertThat(room(host).taken()).isEqualTo(EarlyRoom.CONNECTION + INPUT.length);
            leave(host, EarlyRoom.CONNECTION + INPUT.length);

            assertThat(socket.upgrade(path, Map.of())).contains("101");
            assertThat(socket.frame()).isEqualTo("{}\u001e");
            assertThat(room(host).taken())
                    .isEqualTo(EarlyRoom.MOST - EarlyRoom.CONNECTION - INPUT.length);

            leave(host, EarlyRoom.MOST - EarlyRoom.CONNECTION - INPUT.length);
            assertThat(other.upgrade(second, Map.of())).contains("101");
        }
    }

    @Test
    void nobodyConnectsAndTheRoomIsGivenBack() throws Exception {
        try (TestHost host = new TestHost(Map.of("signalr.disconnect-timeout", "100ms"));
                RawClient client = new RawClient(host.port())) {
            assertThat(client.post(path(client), INPUT).status()).isEqualTo(200);
            await().until(() -> room(host).taken() == 0);
        }
    }

    @Test
    void requestsThatConnectNothingNeedRoomToo() throws Exception {
        try (TestHost host = new TestHost(Map.of(SOCKETS, "1"));
                RawClient client = new RawClient(host.port())) {
            leave(host, 0);
            assertThat(client.delete(path(client)).status()).isEqualTo(503);
            assertThat(client.get(path(client)).status()).isEqualTo(503);
            assertThat(host.bean(LiveConnections.class).size()).isZero();
        }
    }
}
