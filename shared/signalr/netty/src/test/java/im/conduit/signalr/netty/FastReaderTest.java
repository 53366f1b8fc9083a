package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A client that takes everything at once, of a stream that does not end, beside others on the same
/// event loop.
class FastReaderTest {

    private static final int TURNS = 20;

    @Test
    void neitherItsOwnInputNorThatOfOthersHasToWait() throws Exception {
        try (TestHost host =
                        new TestHost(
                                Map.of("micronaut.netty.event-loops.default.num-threads", "1"));
                RawClient greedy = RawClient.hub(host.port(), "/hub");
                RawClient other = RawClient.hub(host.port(), "/hub")) {
            greedy.text(
                    "{\"type\":4,\"invocationId\":\"s\",\"target\":\"countOn\",\"arguments\":[]}\u001e");
            Thread reading = Thread.ofPlatform().start(() -> readToTheEnd(greedy));
            for (int i = 0; i < TURNS; i++) {
                other.text(PollingClient.call("1", "echo", "hello"));
                assertThat(other.frame()).contains("hello");
            }
            greedy.text("{\"type\":5,\"invocationId\":\"s\"}\u001e");
            reading.join();
        }
    }

    private static void readToTheEnd(RawClient client) {
        try {
            String frame = client.frame();
            while (!frame.contains("\"type\":3")) {
                frame = client.frame();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
