package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwoNodesTest {

    private static final Map<String, Object> SETTINGS =
            Map.of("signalr.tokens.secret", "a secret that both of the nodes know");

    @Test
    void anyNodeAcceptsANegotiatedWebSocketButNoPoll() throws Exception {
        try (TestHost one = new TestHost(SETTINGS);
                TestHost two = new TestHost(SETTINGS);
                RawClient negotiating = new RawClient(one.port());
                RawClient socket = new RawClient(two.port());
                RawClient polling = new RawClient(two.port())) {
            negotiating.send(
                    "POST /hub/negotiate?negotiateVersion=1 HTTP/1.1\r\nHost: x\r\n"
                            + "Content-Length: 0\r\n\r\n");
            String answer = negotiating.answer().getLast();
            String token = answer.replaceAll(".*\"connectionToken\":\"([^\"]+)\".*", "$1");
            String id = answer.replaceAll(".*\"connectionId\":\"([^\"]+)\".*", "$1");
            polling.send("GET /hub?id=" + token + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(polling.answer())
                    .contains("HTTP/1.1 404 Not Found", "No Connection with that ID");
            assertThat(socket.upgrade("/hub?id=" + token, Map.of())).contains("101");
            socket.text(RawClient.HANDSHAKE);
            assertThat(socket.frame()).isEqualTo("{}\u001e");
            socket.text(
                    "{\"type\":1,\"invocationId\":\"1\",\"target\":\"id\",\"arguments\":[]}\u001e");
            assertThat(socket.frame()).contains("\"result\":\"" + id + "\"");
        }
    }

    @Test
    void aStatefulConnectionLivesOnTheNodeThatNegotiatedIt() throws Exception {
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.put("signalr.allow-stateful-reconnects", true);
        try (TestHost one = new TestHost(settings);
                TestHost two = new TestHost(settings);
                RawClient negotiating = new RawClient(one.port());
                RawClient astray = new RawClient(two.port());
                RawClient socket = new RawClient(one.port())) {
            String token =
                    PollingClient.token(
                            negotiating, "/hub", "negotiateVersion=1&useStatefulReconnect=true");
            assertThat(astray.upgrade("/hub?id=" + token, Map.of())).contains("404");
            assertThat(socket.upgrade("/hub?id=" + token, Map.of())).contains("101");
        }
    }
}
