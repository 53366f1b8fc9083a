package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.signalr.server.HubClients;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlowConsumerTest {

    private static final int MESSAGES = 400;

    @Test
    void aClientThatDoesNotReadIsCutOffAndOthersHearEverything() throws Exception {
        try (TestHost host = new TestHost(Map.of("signalr.send-queue-bytes", 262_144));
                RawClient slow = new RawClient(host.port(), 4096);
                RawClient reader = RawClient.hub(host.port(), "/hub")) {
            slow.upgrade("/hub", Map.of());
            slow.text(RawClient.HANDSHAKE);
            slow.frame();
            slow.text(
                    "{\"type\":1,\"invocationId\":\"1\",\"target\":\"id\",\"arguments\":[]}\u001e");
            String id = slow.frame().replaceAll(".*\"result\":\"([^\"]+)\".*\u001e", "$1");
            AtomicInteger heard = new AtomicInteger();
            Thread reading = Thread.ofVirtual().start(() -> readAll(reader, heard));
            HubClients clients = host.hubs().context(TestHub.class).clients();
            String text = "x".repeat(32 * 1024);
            for (int i = 0; i < MESSAGES; i++) {
                clients.all().send("Heard", text);
                int sent = i + 1;
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> heard.get() >= sent - 4);
            }
            await().until(() -> TestHub.ENDS.containsKey(id));
            assertThat(TestHub.ENDS.get(id)).contains("bytes wait for the client");
            await().until(() -> heard.get() == MESSAGES);
            reader.close();
            reading.join();
        }
    }

    private static Map<String, Object> impatient() {
        return Map.of(
                "signalr.send-timeout",
                "1s",
                "signalr.keep-alive-interval",
                "1h",
                "signalr.client-timeout-interval",
                "3h",
                "signalr.send-queue-bytes",
                1 << 30);
    }

    private static void fill(TestHost host) {
        HubClients clients = host.hubs().context(TestHub.class).clients();
        String text = "x".repeat(32 * 1024);
        for (int i = 0; i < MESSAGES; i++) {
            clients.all().send("Heard", text);
        }
    }

    @Test
    void aSocketThatTakesNothingForTooLongEndsAsASlowOne() throws Exception {
        try (TestHost host = new TestHost(impatient());
                RawClient slow = new RawClient(host.port(), 4096)) {
            slow.upgrade("/hub", Map.of());
            slow.text(RawClient.HANDSHAKE);
            slow.frame();
            slow.text(PollingClient.call("1", "id", "").replace("\"\"", ""));
            String id = slow.frame().replaceAll(".*\"result\":\"([^\"]+)\".*\u001e", "$1");
            fill(host);
            await().until(() -> TestHub.ENDS.containsKey(id));
            assertThat(TestHub.ENDS.get(id)).contains("took nothing for 1000 ms");
        }
    }

    @Test
    void aSocketThatTakesNothingOfTheLittleItIsSentEndsAsASlowOneToo() throws Exception {
        try (TestHost host = new TestHost(impatient());
                RawClient slow = new RawClient(host.port(), 4096)) {
            String token = slow.negotiate("/hub");
            slow.upgrade("/hub?id=" + token, Map.of());
            slow.text(RawClient.HANDSHAKE);
            slow.frame();
            slow.text(PollingClient.call("1", "id", "").replace("\"\"", ""));
            String id = slow.frame().replaceAll(".*\"result\":\"([^\"]+)\".*\u001e", "$1");
            QueuedTransport socket = SilentLeaverTest.transport(host, token);
            UnsentOutput unsent = ((WebSocketTransport) socket).unsent();
            await().pollInterval(Duration.ofMillis(1))
                    .until(
                            () -> {
                                if (unsent.isEmpty() && socket.queuedBytes() == 0) {
                                    sendTo(host, id, "x".repeat(4096));
                                }
                                return TestHub.ENDS.containsKey(id);
                            });
            assertThat(TestHub.ENDS.get(id)).contains("took nothing for 1000 ms");
        }
    }

    @Test
    void aStreamOfHttp2ThatTakesNothingOfTheLittleItIsSentEndsAsASlowOneToo() throws Exception {
        Map<String, Object> settings = new HashMap<>(impatient());
        settings.put("micronaut.server.http-version", "2.0");
        try (TestHost host = new TestHost(settings);
                StreamClient slow = new StreamClient(host.port())) {
            int stream = slow.hub("/hub");
            slow.text(stream, PollingClient.call("1", "id", "").replace("\"\"", ""));
            String id =
                    slow.webSocketFrame(stream)
                            .replaceAll(".*\"result\":\"([^\"]+)\".*\u001e", "$1");
            for (int i = 0; i < 20; i++) { // 15 KB more than its window
                sendTo(host, id, "x".repeat(4 * 1024));
            }
            await().until(() -> TestHub.ENDS.containsKey(id));
            assertThat(TestHub.ENDS.get(id)).contains("took nothing for 1000 ms");
        }
    }

    @Test
    void whoTakesSomeOfItIsNotStuck() throws Exception {
        Map<String, Object> patient = new HashMap<>(impatient());
        patient.put("signalr.send-timeout", "1h");
        try (TestHost host = new TestHost(patient);
                RawClient slow = new RawClient(host.port(), 4096)) {
            String token = slow.negotiate("/hub");
            slow.upgrade("/hub?id=" + token, Map.of());
            slow.text(RawClient.HANDSHAKE);
            slow.frame();
            int size = 16 * 1024 * 1024; // more than the system takes
            host.hubs().context(TestHub.class).clients().all().send("Heard", "x".repeat(size));
            QueuedTransport socket = SilentLeaverTest.transport(host, token);
            UnsentOutput unsent = ((WebSocketTransport) socket).unsent();
            await().until(() -> waits(socket, unsent));
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(
                            () -> {
                                assertThat(slow.bytes(64 * 1024)).hasSize(64 * 1024);
                                return !waits(socket, unsent);
                            });
            assertThat(unsent.isEmpty()).isFalse();
        }
    }

    /// Whether nothing was taken since it was last looked at.
    private static boolean waits(QueuedTransport socket, UnsentOutput unsent) throws Exception {
        return socket.loop().submit(() -> unsent.waitsFor(0)).get();
    }

    private static void sendTo(TestHost host, String id, String text) {
        host.hubs().context(TestHub.class).clients().client(id).send("Heard", text);
    }

    @Test
    void anEventStreamThatTakesNothingForTooLongEndsAsASlowOne() throws Exception {
        try (TestHost host = new TestHost(impatient());
                PollingClient posts = new PollingClient(host.port(), "/hub");
                RawClient slow = new RawClient(host.port(), 4096)) {
            slow.send(
                    "GET /hub?id="
                            + posts.token()
                            + " HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n");
            assertThat(slow.head()).isNotEmpty();
            try (RawClient post =
                    posts.post(
                            RawClient.HANDSHAKE
                                    + PollingClient.call("1", "id", "").replace("\"\"", ""))) {
                assertThat(post.answer()).contains("HTTP/1.1 200 OK");
            }
            String line = slow.line();
            while (!line.contains("result")) {
                line = slow.line();
            }
            String id = line.replaceAll(".*\"result\":\"([^\"]+)\".*", "$1");
            fill(host);
            await().until(() -> TestHub.ENDS.containsKey(id));
            assertThat(TestHub.ENDS.get(id)).contains("took nothing for 1000 ms");
        }
    }

    private static void readAll(RawClient client, AtomicInteger heard) {
        try {
            String frame = client.frame();
            while (!frame.equals("end")) {
                if (frame.contains("Heard")) {
                    heard.incrementAndGet();
                }
                frame = client.frame();
            }
        } catch (IOException _) {
            // closed at the end of the test
        }
    }
}
