package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A WebSocket that the server closes, and whose client answers late or never.
class FarewellTest {

    private static final Map<String, Object> PATIENT = Map.of("signalr.close-timeout", "1h");
    private static final Duration MOMENT = Duration.ofMillis(300);

    private static void isToldToLeave(RawClient client) throws IOException {
        assertThat(client.frame()).contains("\"type\":7");
        assertThat(client.frame()).isEqualTo("close 1000");
    }

    private static void answer(RawClient client) throws IOException {
        client.send(RawClient.masked(8, WebSocketFrames.closePayload(1000)));
    }

    @Test
    void whoNeverAnswersIsCutOff() throws Exception {
        try (TestHost host = new TestHost(Map.of("signalr.close-timeout", "100ms"));
                RawClient client = RawClient.hub(host.port(), "/hub")) {
            client.text("{\"type\":7}\u001e");
            isToldToLeave(client);
            assertThat(ends(client)).isTrue();
        }
    }

    private static boolean ends(RawClient client) throws IOException {
        try {
            return client.frame().equals("end");
        } catch (SocketException _) {
            return true; // cut off
        }
    }

    @Test
    void whoMayTakeItsTimeIsNotCutOff() throws Exception {
        try (TestHost host = new TestHost(PATIENT);
                RawClient client = RawClient.hub(host.port(), "/hub")) {
            client.text("{\"type\":7}\u001e");
            isToldToLeave(client);
            assertThat(client.isSilentFor(1_500)).isTrue(); // a few rounds of the sweep
            answer(client);
            assertThat(client.frame()).isEqualTo("end");
        }
    }

    @Test
    void theShutdownWaitsForAClientsAnswer() throws Exception {
        TestHost host = new TestHost(PATIENT);
        try (RawClient client = RawClient.hub(host.port(), "/hub")) {
            Thread closing = Thread.ofPlatform().start(host::close);
            isToldToLeave(client);
            assertThat(closing.join(MOMENT)).isFalse();
            answer(client);
            assertThat(client.frame()).isEqualTo("end");
            closing.join();
        }
    }

    @Test
    void theShutdownDoesNotWaitForEver() throws Exception {
        TestHost host = new TestHost(PATIENT);
        try (RawClient client = RawClient.hub(host.port(), "/hub")) {
            Thread closing = Thread.ofPlatform().start(host::close);
            isToldToLeave(client);
            await().until(() -> !closing.isAlive()); // after five seconds
        }
    }
}
