package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.signalr.server.ConnectionSink;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import im.conduit.signalr.server.ServedEndpoint;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Stateful reconnect: a new WebSocket takes the place of one that is still there.
class TakeoverTest {

    private static final HubRequest REQUEST =
            new HubRequest("GET", "/hub", List.of(), "127.0.0.1", false);
    private static final String STATEFUL_HANDSHAKE = "{\"protocol\":\"json\",\"version\":2}\u001e";

    private static final String STATEFUL = "negotiateVersion=1&useStatefulReconnect=true";
    private static final String CALL = PollingClient.call("1", "echo", "hello");

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whoWasReplacedIsMissedByNobody() throws Exception {
        try (TestHost host = new TestHost()) {
            ServedEndpoint endpoint = host.hubs().endpoints().getFirst();
            ConnectionSink connection =
                    endpoint.connect("id", HubPrincipal.anonymous(), REQUEST, true);
            FakeTransport older = new FakeTransport();
            FakeTransport newer = new FakeTransport();
            connection.attach(older, REQUEST);
            connection.attach(newer, REQUEST);

            connection.detach(older);

            connection.receive(bytes(STATEFUL_HANDSHAKE));
            await().until(() -> newer.written.equals(List.of("{}\u001e")));
            assertThat(older.written).isEmpty();
        }
    }

    @Test
    void whatTheReplacedOneStillSaysIsNotHeard() throws Exception {
        try (TestHost host = new TestHost()) {
            LiveConnection live =
                    host.bean(LiveConnections.class)
                            .openUnasked(host.hubs().endpoints().getFirst());
            FakeTransport older = new FakeTransport();
            FakeTransport newer = new FakeTransport();
            live.attach(older, HubPrincipal.anonymous(), REQUEST);
            live.attach(newer, HubPrincipal.anonymous(), REQUEST);

            assertThat(live.receive(older, bytes("half a rec"))).isTrue();

            live.receive(newer, bytes(RawClient.HANDSHAKE));
            await().until(() -> newer.written.equals(List.of("{}\u001e")));
            live.markOver();
        }
    }

    @Test
    void theReplacedSocketIsClosedForCertain() throws Exception {
        Map<String, Object> settings =
                Map.of("signalr.allow-stateful-reconnects", true, "signalr.close-timeout", "100ms");
        try (TestHost host = new TestHost(settings);
                RawClient older = new RawClient(host.port());
                RawClient newer = new RawClient(host.port());
                RawClient negotiating = new RawClient(host.port())) {
            String token = PollingClient.token(negotiating, "/hub", STATEFUL);
            older.upgrade("/hub?id=" + token, Map.of());
            older.text(STATEFUL_HANDSHAKE);
            assertThat(older.frame()).isEqualTo("{}\u001e");
            assertThat(newer.upgrade("/hub?id=" + token, Map.of())).contains("101");
            assertThat(older.frame()).isEqualTo("close 1000");
            assertThat(ends(older)).isTrue(); // though it does not answer
        }
    }

    @Test
    void anyTransportEndsWhenItIsReplaced() throws Exception {
        try (TestHost host = new TestHost()) {
            LiveConnection live =
                    host.bean(LiveConnections.class)
                            .openUnasked(host.hubs().endpoints().getFirst());
            FakeTransport older = new FakeTransport();
            live.attach(older, HubPrincipal.anonymous(), REQUEST);
            live.attach(new FakeTransport(), HubPrincipal.anonymous(), REQUEST);

            await().until(() -> older.cut);
            assertThat(live.isOver()).isFalse();
            live.markOver();
        }
    }

    @Test
    void noEventStreamTakesThePlaceOfAnother() throws Exception {
        try (TestHost host = new TestHost(Map.of("signalr.allow-stateful-reconnects", true));
                RawClient stream = new RawClient(host.port());
                RawClient second = new RawClient(host.port());
                RawClient sending = new RawClient(host.port())) {
            String path = "/hub?id=" + PollingClient.token(sending, "/hub", STATEFUL);
            open(stream, path);
            second.send(eventStream(path));
            assertThat(second.answer()).contains("HTTP/1.1 409 Conflict"); // before the handshake
            assertThat(sending.post(path, bytes(STATEFUL_HANDSHAKE).array()).status())
                    .isEqualTo(200);
            awaitLine(stream, "{}");
            second.send(eventStream(path));
            assertThat(second.answer()).contains("HTTP/1.1 409 Conflict"); // and after it
            assertThat(sending.post(path, bytes(CALL).array()).status()).isEqualTo(200);
            awaitLine(stream, "hello");
        }
    }

    @Test
    void onlyAWebSocketHasToAcknowledge() throws Exception {
        Map<String, Object> settings =
                Map.of(
                        "signalr.allow-stateful-reconnects",
                        true,
                        "signalr.stateful-reconnect-buffer-size",
                        100);
        try (TestHost host = new TestHost(settings);
                RawClient stream = new RawClient(host.port());
                RawClient sending = new RawClient(host.port())) {
            String path = "/hub?id=" + PollingClient.token(sending, "/hub", STATEFUL);
            open(stream, path);
            sending.post(path, bytes(STATEFUL_HANDSHAKE).array());
            for (int i = 0; i < 10; i++) { // far more than may be left unacknowledged
                sending.post(path, bytes(CALL).array());
                awaitLine(stream, "hello");
            }
        }
    }

    private static String eventStream(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n";
    }

    private static void open(RawClient stream, String path) throws IOException {
        stream.send(eventStream(path));
        assertThat(stream.head().getFirst()).contains("200");
    }

    private static void awaitLine(RawClient stream, String part) throws IOException {
        String line = stream.line();
        while (!line.contains(part)) {
            line = stream.line();
        }
    }

    private static boolean ends(RawClient client) throws IOException {
        try {
            return client.frame().equals("end");
        } catch (SocketException _) {
            return true; // cut off
        }
    }
}
