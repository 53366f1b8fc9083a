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
            Thread reading = Thread.ofPlatform().start(() -> readToTheEnd(greedy::frame));
            isAnswered(other);
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
            posts.send(RawClient.HANDSHAKE + COUNT);
            Thread reading = Thread.ofPlatform().start(() -> readToTheEnd(greedy::line));
            isAnswered(other);
            posts.send(CANCEL);
            reading.join();
        }
    }

    /// The next frame or line.
    private interface Reading {
        String next() throws IOException;
    }

    private static void isAnswered(RawClient other) throws IOException {
        for (int i = 0; i < TURNS; i++) {
            other.text(PollingClient.call("1", "echo", "hello"));
            assertThat(other.frame()).contains("hello");
        }
    }

    private static void readToTheEnd(Reading reading) {
        try {
            String heard = reading.next();
            while (!heard.contains("\"type\":3")) {
                heard = reading.next();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
