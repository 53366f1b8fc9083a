package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Transports whose requests have a body that takes its time: what they were let in to may be gone
/// when it has come.
class WithheldBodyTest {

    private static final String GONE = "No Connection with that ID";
    private static final String GOING_DOWN = "The server is going down";
    private static final Map<String, String> WITHHELD =
            Map.of("Content-Length", "1", "Expect", "100-continue");

    private static RawClient socket(TestHost host, String path) throws IOException {
        return withheld(host, RawClient.upgradeRequest(path, WITHHELD));
    }

    private static RawClient events(TestHost host, String path) throws IOException {
        return withheld(
                host,
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n"
                        + "Content-Length: 1\r\nExpect: 100-continue\r\n\r\n");
    }

    /// Has been let in, and owes the server the body.
    private static RawClient withheld(TestHost host, String request) throws IOException {
        RawClient client = new RawClient(host.port());
        client.send(request);
        assertThat(client.head()).containsExactly("HTTP/1.1 100 Continue");
        return client;
    }

    private static List<String> answer(RawClient client) throws IOException {
        client.send("x");
        return client.answer();
    }

    private static String path(TestHost host, String query) throws IOException {
        try (RawClient client = new RawClient(host.port())) {
            return "/hub?id=" + PollingClient.token(client, "/hub", "negotiateVersion=1" + query);
        }
    }

    @Test
    void aConnectionThatHasBeenForgottenIsNotConnected() throws Exception {
        try (TestHost host = new TestHost();
                RawClient socket = socket(host, path(host, ""));
                RawClient events = events(host, path(host, ""))) {
            LiveConnections connections = host.bean(LiveConnections.class);
            connections.sweep(System.nanoTime() + Duration.ofMinutes(1).toNanos());

            assertThat(answer(socket)).contains("HTTP/1.1 404 Not Found", GONE);
            assertThat(answer(events)).contains("HTTP/1.1 404 Not Found", GONE);
            assertThat(connections.size()).isZero();
            assertThat(socket.get("/plain/1").status()).isEqualTo(200); // it is still HTTP
        }
    }

    @Test
    void whoGoesDownConnectsNobody() throws Exception {
        try (TestHost host = new TestHost();
                RawClient unasked = socket(host, "/hub");
                RawClient socket = socket(host, path(host, ""));
                RawClient events = events(host, path(host, ""))) {
            host.bean(LiveConnections.class).drain(Duration.ZERO);

            for (RawClient client : List.of(unasked, socket, events)) {
                assertThat(answer(client)).contains("HTTP/1.1 503 Service Unavailable", GOING_DOWN);
            }
        }
    }

    @Test
    void aStatefulConnectionThatHasEndedIsNotResumed() throws Exception {
        try (TestHost host = new TestHost(Map.of("signalr.allow-stateful-reconnects", true));
                RawClient older = new RawClient(host.port())) {
            String path = path(host, "&useStatefulReconnect=true");
            older.upgrade(path, Map.of());
            older.text("{\"protocol\":\"json\",\"version\":2}\u001e");
            assertThat(older.frame()).isEqualTo("{}\u001e");
            try (RawClient newer = socket(host, path)) {
                older.text("{\"type\":7}\u001e");
                while (!older.frame().equals("close 1000")) {
                    // the server says goodbye
                }
                assertThat(answer(newer)).contains("HTTP/1.1 404 Not Found", GONE);
            }
        }
    }
}
