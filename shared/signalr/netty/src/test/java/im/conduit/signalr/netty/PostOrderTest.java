package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostOrderTest {

    private static final String OK = "HTTP/1.1 200 OK";
    private static final int MOST = 128;
    private static final int POSTS = 4;
    private static final int RECORDS = 40;

    private static PollingClient connected(TestHost host) throws IOException {
        PollingClient client = new PollingClient(host.port(), "/hub");
        client.poll();
        try (RawClient handshake = client.post(RawClient.HANDSHAKE)) {
            assertThat(handshake.answer()).contains(OK);
        }
        assertThat(client.next()).isEqualTo("{}");
        return client;
    }

    private static String echo(String text) {
        return PollingClient.call(text, "echo", text);
    }

    private static String result(String text) {
        return "{\"type\":3,\"invocationId\":\"%s\",\"result\":\"%s\"}".formatted(text, text);
    }

    @Test
    void aPostThatComesInPartsIsNotMixedWithAnother() throws Exception {
        String first = echo("one") + echo("two");
        int cut = first.length() - 5;
        try (TestHost host = new TestHost();
                PollingClient client = connected(host);
                RawClient slow = client.post(first.substring(0, cut), first.length())) {
            assertThat(client.next()).isEqualTo(result("one")); // so the half record is in too
            try (RawClient quick = client.post(echo("three"))) {
                assertThat(quick.isSilentFor(100)).isTrue();
                slow.send(first.substring(cut));
                assertThat(slow.answer()).contains(OK);
                assertThat(quick.answer()).contains(OK);
                assertThat(client.next()).isEqualTo(result("two"));
                assertThat(client.next()).isEqualTo(result("three"));
            }
        }
    }

    @Test
    void largePostsSideBySideAllGetThroughWhole() throws Exception {
        String text = "x".repeat(10_000);
        String large = PollingClient.call("1", "echo", text).repeat(RECORDS);
        try (TestHost host = new TestHost();
                PollingClient client = connected(host)) {
            List<RawClient> posts = new ArrayList<>();
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < POSTS; i++) {
                RawClient post = client.post("", large.length());
                posts.add(post);
                writers.add(Thread.ofVirtual().start(() -> write(post, large)));
            }
            for (int i = 0; i < POSTS * RECORDS; i++) {
                assertThat(client.next()).contains("\"1\"", text);
            }
            for (int i = 0; i < POSTS; i++) {
                writers.get(i).join();
                assertThat(posts.get(i).answer()).contains(OK);
                posts.get(i).close();
            }
        }
    }

    private static void write(RawClient post, String text) {
        try {
            post.send(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoLeavesInTheMiddleOfAPostMakesRoomForTheNext() throws Exception {
        try (TestHost host = new TestHost();
                PollingClient client = connected(host)) {
            RawClient leaving = client.post(echo("one"), 10_000);
            assertThat(client.next()).isEqualTo(result("one"));
            try (RawClient next = client.post(echo("two"))) {
                assertThat(next.isSilentFor(100)).isTrue();
                leaving.close();
                assertThat(next.answer()).contains(OK);
                assertThat(client.next()).isEqualTo(result("two"));
            }
        }
    }

    @Test
    void nothingIsTakenWhileInputIsUnwelcomeAndWhoLeavesIsForgotten() throws Exception {
        String large = "x".repeat(2000);
        try (TestHost host = new TestHost(Map.of("signalr.pipe-bytes", 1024));
                PollingClient client = new PollingClient(host.port(), "/hub");
                RawClient first = client.post(RawClient.HANDSHAKE + echo(large))) {
            PostLine line = line(host, client);
            await().until(() -> line.length() == 1);
            List<RawClient> others = new ArrayList<>();
            for (int i = 1; i < MOST; i++) {
                others.add(client.post(echo("lost")));
            }
            await().until(() -> line.length() == MOST);
            try (RawClient tooMany = client.post(echo("refused"))) {
                assertThat(tooMany.answer()).contains("HTTP/1.1 429 Too Many Requests");
            }
            for (RawClient other : others) {
                other.close();
            }
            await().until(() -> line.length() == 1);
            client.poll();
            assertThat(first.answer()).contains(OK);
            client.post(echo("last")).close();
            assertThat(client.next()).isEqualTo("{}");
            assertThat(client.next()).isEqualTo(result(large));
            assertThat(client.next()).isEqualTo(result("last"));
        }
    }

    private static PostLine line(TestHost host, PollingClient client) {
        var endpoint = host.hubs().endpoints().getFirst();
        LiveConnections all = host.bean(LiveConnections.class);
        return await().until(
                                        () -> all.find(client.token(), endpoint),
                                        LiveConnections.Found.Known.class::isInstance)
                        instanceof LiveConnections.Found.Known(LiveConnection live)
                ? live.posts()
                : new PostLine();
    }
}
