package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.signalr.server.HubClients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// WebSockets whose clients say that they leave, and do not read what still waits for them.
class SilentLeaverTest {

    private static final int MESSAGES = 400;
    private static final byte[] LINE = {'\r', '\n'}; // means nothing between requests
    private static final int PING = 9;
    private static final int CLOSE = 8;
    private static final int RESERVED = 3;

    @Test
    void whoSendsACloseFrameAndDoesNotReadIsCutOff() throws Exception {
        isCutOffAfter(RawClient.masked(CLOSE, WebSocketFrames.closePayload(1000)));
    }

    @Test
    void whoSendsABrokenFrameAndDoesNotReadIsCutOff() throws Exception {
        isCutOffAfter(RawClient.masked(RESERVED, new byte[0]));
    }

    private static void isCutOffAfter(byte[] last) throws IOException {
        Map<String, Object> settings = // longer than until the sweep has forgotten the connection
                Map.of("signalr.close-timeout", "700ms", "signalr.send-queue-bytes", 1 << 30);
        try (TestHost host = new TestHost(settings);
                RawClient client = new RawClient(host.port(), 4096)) {
            String token = client.negotiate("/hub");
            client.upgrade("/hub?id=" + token, Map.of());
            client.text(RawClient.HANDSHAKE);
            client.frame();
            fill(host, transport(host, token));
            client.send(last);
            await().until(() -> refuses(client, RawClient.masked(PING, new byte[0])));
        }
    }

    @Test
    void whoDoesNotReadTheEndOfAnEventStreamIsCutOff() throws Exception {
        try (TestHost host = new TestHost(Map.of("signalr.close-timeout", "700ms"));
                RawClient sending = new RawClient(host.port());
                RawClient client = new RawClient(host.port(), 4096)) {
            String token = sending.negotiate("/hub");
            String path = "/hub?id=" + token;
            client.send(
                    "GET " + path + " HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n");
            assertThat(client.head().getFirst()).contains("200");
            sending.post(path, RawClient.HANDSHAKE.getBytes(StandardCharsets.UTF_8));
            fillToTheBrim(host, (EventStreamTransport) transport(host, token));
            sending.post(path, "{\"type\":7}\u001e".getBytes(StandardCharsets.UTF_8));
            await().until(() -> refuses(client, LINE));
        }
    }

    /// Until Netty holds some, and nothing waits behind that.
    private static void fillToTheBrim(TestHost host, EventStreamTransport transport) {
        HubClients clients = host.hubs().context(TestHub.class).clients();
        await().pollInterval(Duration.ofMillis(1))
                .until(
                        () -> {
                            if (transport.queuedBytes() == 0 && transport.unsent().isEmpty()) {
                                clients.all().send("Heard", "x".repeat(16 * 1024));
                            }
                            transport.loop().submit(() -> {}).get();
                            return transport.queuedBytes() == 0 && !transport.unsent().isEmpty();
                        });
    }

    static QueuedTransport transport(TestHost host, String token) {
        LiveConnections.Found found =
                host.bean(LiveConnections.class).find(token, host.hubs().endpoints().getFirst());
        return Objects.requireNonNull(
                ((LiveConnections.Found.Known) found).connection().transport());
    }

    private static void fill(TestHost host, QueuedTransport transport) {
        HubClients clients = host.hubs().context(TestHub.class).clients();
        String text = "x".repeat(32 * 1024);
        for (int i = 0; i < MESSAGES; i++) {
            clients.all().send("Heard", text);
        }
        AtomicInteger before = new AtomicInteger();
        await().pollInterval(Duration.ofMillis(100)) // until the system takes no more either
                .until(() -> before.getAndSet(transport.queuedBytes()) == transport.queuedBytes());
        assertThat(before.get()).isPositive();
    }

    /// Whether the server's end of the socket is gone.
    private static boolean refuses(RawClient client, byte[] bytes) {
        try {
            client.send(bytes);
            return false;
        } catch (IOException _) {
            return true;
        }
    }
}
