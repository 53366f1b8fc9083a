package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileSocketTest {

    private static final int CLIENTS = 300;
    private static final String CALL =
            "{\"type\":1,\"invocationId\":\"1\",\"target\":\"echo\",\"arguments\":[\"hello\"]}\u001e";

    @Test
    void mutatedAndTruncatedFramesHarmNobodyElse() throws Exception {
        Random random = new Random(20260101);
        try (TestHost host = new TestHost();
                RawClient bystander = RawClient.hub(host.port(), "/hub")) {
            for (int i = 0; i < CLIENTS; i++) {
                attack(host, random);
            }
            bystander.text(CALL);
            assertThat(bystander.frame())
                    .isEqualTo("{\"type\":3,\"invocationId\":\"1\",\"result\":\"hello\"}\u001e");
        }
    }

    private static void attack(TestHost host, Random random) throws IOException {
        try (RawClient client = new RawClient(host.port())) {
            assertThat(client.upgrade("/hub", Map.of())).contains("101");
            if (random.nextBoolean()) {
                client.text(RawClient.HANDSHAKE);
                client.frame();
            }
            byte[] frame = RawClient.masked(1, CALL.getBytes(StandardCharsets.UTF_8));
            for (int mutations = random.nextInt(6); mutations >= 0; mutations--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
            }
            client.send(Arrays.copyOf(frame, 1 + random.nextInt(frame.length)));
            client.send(RawClient.masked(8, new byte[] {3, (byte) 0xE8}));
        } catch (java.net.SocketException _) {
            // the server was quicker to hang up
        }
    }
}
