package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.signalr.server.HubAuthenticator.Decision;
import im.conduit.signalr.server.HubEndpoint;
import im.conduit.signalr.server.HubPrincipal;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NegotiateTest {

    /// Takes everybody for whom the query says.
    @Factory
    @Requires(property = "test.named-users")
    static final class Named {
        @Singleton
        HubEndpoint hub() {
            return new HubEndpoint("/hub", TestHub.class)
                    .securedBy(
                            request ->
                                    new Decision.Accepted(
                                            HubPrincipal.user(
                                                    String.valueOf(request.query("user")))));
        }
    }

    private static String negotiate(RawClient client, String query) throws IOException {
        client.send(
                "POST /hub/negotiate?"
                        + query
                        + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        return client.answer().getLast();
    }

    private static String member(String answer, String name) {
        return answer.replaceAll(".*\"" + name + "\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void theOneIdOfAnOldClientIsTheIdThatHubsKnow() throws Exception {
        try (TestHost host = new TestHost();
                RawClient client = new RawClient(host.port());
                RawClient socket = new RawClient(host.port())) {
            String answer = negotiate(client, "negotiateVersion=0");
            assertThat(answer).doesNotContain("connectionToken");
            String id = member(answer, "connectionId");
            socket.upgrade("/hub?id=" + id, Map.of());
            socket.text(RawClient.HANDSHAKE);
            assertThat(socket.frame()).isEqualTo("{}\u001e");
            socket.text(PollingClient.call("1", "id", "").replace("\"\"", ""));
            assertThat(socket.frame()).contains("\"result\":\"" + id + "\"");
        }
    }

    @Test
    void aTokenServesItsUserAloneAlsoWhenItWasPostedTo() throws Exception {
        try (TestHost host = new TestHost(Map.of("test.named-users", "1"));
                RawClient ann = new RawClient(host.port());
                RawClient bob = new RawClient(host.port())) {
            String token = member(negotiate(ann, "negotiateVersion=1&user=ann"), "connectionToken");
            ann.send(
                    "POST /hub?user=ann&id="
                            + token
                            + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
                            + RawClient.HANDSHAKE.length()
                            + "\r\n\r\n"
                            + RawClient.HANDSHAKE);
            assertThat(ann.answer()).contains("HTTP/1.1 200 OK");
            assertThat(bob.upgrade("/hub?user=bob&id=" + token, Map.of())).contains("403");
            assertThat(ann.upgrade("/hub?user=ann&id=" + token, Map.of())).contains("101");
            assertThat(ann.frame()).isEqualTo("{}\u001e");
        }
    }
}
