package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Clients that do not wait for the answer to their upgrade request.
class EagerSocketTest {

    private static final int LARGE_CALLS = 10;
    private static final String CALL = PollingClient.call("1", "echo", "hello");
    private static final String RESULT =
            "{\"type\":3,\"invocationId\":\"1\",\"result\":\"hello\"}\u001e";

    private static byte[] upgradeWith(String path, byte[]... more) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(
                RawClient.upgradeRequest(path, Map.of()).getBytes(StandardCharsets.US_ASCII));
        for (byte[] one : more) {
            all.writeBytes(one);
        }
        return all.toByteArray();
    }

    private static byte[] frame(String text) throws IOException {
        return RawClient.masked(1, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void framesBehindTheUpgradeRequestAreHeard() throws Exception {
        try (TestHost host = new TestHost();
                RawClient client = new RawClient(host.port())) {
            client.send(upgradeWith("/hub", frame(RawClient.HANDSHAKE), frame(CALL)));
            assertThat(client.head().getFirst()).contains("101");
            assertThat(client.frame()).isEqualTo("{}\u001e");
            assertThat(client.frame()).isEqualTo(RESULT);
        }
    }

    @Test
    void framesAreHeldUntilTheAuthenticatorHasDecided() throws Exception {
        try (TestHost host = new TestHost(Map.of(SlowDoor.SETTING, "1"));
                RawClient client = new RawClient(host.port());
                RawClient leaving = new RawClient(host.port())) {
            SlowDoor door = host.bean(SlowDoor.class);
            leaving.send(upgradeWith("/hub", frame(RawClient.HANDSHAKE), frame(CALL)));
            await().until(door::isWaitedFor);
            leaving.close();
            door.open();
            client.send(upgradeWith("/hub", frame(RawClient.HANDSHAKE)));
            await().until(door::isWaitedFor);
            String large = PollingClient.call("2", "echo", "x".repeat(20_000));
            for (int i = 0; i < LARGE_CALLS; i++) { // more than is read before the decision
                client.send(frame(large));
            }
            client.send(frame(CALL));
            door.open();
            assertThat(client.head().getFirst()).contains("101");
            assertThat(client.frame()).isEqualTo("{}\u001e");
            for (int i = 0; i < LARGE_CALLS; i++) {
                assertThat(client.frame()).contains("\"2\"", "xxx");
            }
            assertThat(client.frame()).isEqualTo(RESULT);
        }
    }

    @Test
    void whoIsRefusedGoesOnWithHttp() throws Exception {
        byte[] plain = "GET /plain/1 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes();
        try (TestHost host = new TestHost(Map.of(SlowDoor.SETTING, "1"));
                RawClient client = new RawClient(host.port())) {
            client.send(upgradeWith("/hub?stranger=1", plain));
            host.bean(SlowDoor.class).open();
            assertThat(client.answer()).contains("HTTP/1.1 401 Unauthorized");
            assertThat(client.answer()).endsWith("plain 1");
            client.send(plain);
            assertThat(client.answer()).endsWith("plain 1");
        }
    }
}
