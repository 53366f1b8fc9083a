package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A client that takes everything at once, of a stream that does not end, beside others on the same
/// event loop.
class FastReaderTest {

    private static final String COUNT =
            "{\"type\":4,\"invocationId\":\"s\",\"target\":\"countOn\",\"arguments\":[]}\u001e";
    private static final String CANCEL = "{\"type\":5,\"invocationId\":\"s\"}\u001e";
    private static final int TURNS = 20;
    private static final Map<String, Object> ONE_LOOP =
            Map.of("micronaut.netty.event-loops.default.num-threads", "1");

    @Test
    void neitherItsOwnInputNorThatOfOthersHasToWait() throws Exception {
        try (TestHost host = new TestHost(ONE_LOOP);
                RawClient greedy = RawClient.hub(host.port(), "/hub");
                RawClient other = RawClient.hub(host.port(), "/hub")) {
            greedy.text(COUNT);
            Thread reading = Thread.ofPlatform().start(() -> readToTheEnd(greedy));
            for (int i = 0; i < TURNS; i++) {
                other.text(PollingClient.call("1", "echo", "hello"));
                assertThat(other.frame()).contains("hello");
            }
            greedy.text(CANCEL);
            reading.join();
        }
    }

    @Test
    void anEventStreamLeavesTimeForInputToo() throws Exception {
        try (TestHost host = new TestHost(ONE_LOOP);
                PollingClient posts = new PollingClient(host.port(), "/hub");
                RawClient greedy = new RawClient(host.port());
                RawClient other = RawClient.hub(host.port(), "/hub")) {
            greedy.send(
                    "GET /hub?id="
                            + posts.token()
                            + " HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n");
            post(posts, RawClient.HANDSHAKE + COUNT);
            Thread reading = Thread.ofPlatform().start(() -> readEventsToTheEnd(greedy));
            for (int i = 0; i < TURNS; i++) {
                other.text(PollingClient.call("1", "echo", "hello"));
                assertThat(other.frame()).contains("hello");
            }
            post(posts, CANCEL);
            reading.join();
        }
    }

    private static void post(PollingClient posts, String text) throws IOException {
        try (RawClient post = posts.post(text)) {
            assertThat(post.answer()).contains("HTTP/1.1 200 OK");
        }
    }

    private static void readEventsToTheEnd(RawClient client) {
        try {
            String line = client.line();
            while (!line.contains("\"type\":3")) {
                line = client.line();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
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
