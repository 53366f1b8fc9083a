package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/// A long-polling client by hand; its posts go over sockets of their own.
final class PollingClient implements AutoCloseable {

    private final int port;
    private final RawClient polls;
    private final String path;
    private final ArrayDeque<String> records = new ArrayDeque<>();

    /// Has negotiated, and not connected yet.
    PollingClient(int port, String hub) throws IOException {
        this.port = port;
        polls = new RawClient(port);
        path = hub + "?id=" + token(polls, hub, "negotiateVersion=1");
    }

    /// Negotiates; returns the connection token.
    static String token(RawClient client, String hub, String query) throws IOException {
        client.send(
                "POST "
                        + hub
                        + "/negotiate?"
                        + query
                        + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        return client.answer().getLast().replaceAll(".*\"connectionToken\":\"([^\"]+)\".*", "$1");
    }

    /// A call of a hub method with one text.
    static String call(String id, String method, String text) {
        return "{\"type\":1,\"invocationId\":\"%s\",\"target\":\"%s\",\"arguments\":[\"%s\"]}\u001e"
                .formatted(id, method, text);
    }

    String token() {
        return path.substring(path.indexOf('=') + 1);
    }

    /// One poll's answer.
    List<String> poll() throws IOException {
        polls.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
        return polls.answer();
    }

    /// The next record, without its end.
    String next() throws IOException {
        while (records.isEmpty()) {
            records.addAll(Arrays.asList(poll().getLast().split("\u001e")));
            records.removeIf(String::isEmpty);
        }
        return records.poll();
    }

    /// Begins a post with some of its body.
    ///
    /// @param length bytes of the whole body
    RawClient post(String body, int length) throws IOException {
        RawClient poster = new RawClient(port);
        poster.send(
                "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(path, length, body));
        return poster;
    }

    RawClient post(String body) throws IOException {
        return post(body, body.length());
    }

    /// Posts, and waits until it is taken.
    void send(String text) throws IOException {
        try (RawClient post = post(text)) {
            assertThat(post.answer()).contains("HTTP/1.1 200 OK");
        }
    }

    /// Takes leave if it is connected, so that nobody waits for it.
    @Override
    public void close() throws IOException {
        polls.send("DELETE " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
        polls.answer();
        polls.close();
    }
}
