package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.signalr.server.HubEndpoint;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubprotocolTest {

    private static final String CHOOSES = "test.chooses-subprotocol";

    @Factory
    @Requires(property = CHOOSES)
    static final class Choosing {
        @Singleton
        HubEndpoint hub() {
            return new HubEndpoint("/hub", TestHub.class)
                    .choosing(
                            offered ->
                                    switch (offered.size()) {
                                        case 0 -> null;
                                        case 1 -> "another one";
                                        default -> offered.getLast();
                                    });
        }
    }

    private static List<String> answer(TestHost host, Map<String, String> headers)
            throws Exception {
        try (RawClient client = new RawClient(host.port())) {
            client.send(RawClient.upgradeRequest("/hub", headers));
            return client.head();
        }
    }

    @Test
    void theEndpointChoosesAmongWhatIsOffered() throws Exception {
        try (TestHost host = new TestHost(Map.of(CHOOSES, "1"))) {
            assertThat(answer(host, Map.of("Sec-WebSocket-Protocol", "token.abc, chat")))
                    .contains("HTTP/1.1 101 Switching Protocols", "sec-websocket-protocol: chat");
            assertThat(answer(host, Map.of()))
                    .contains("HTTP/1.1 101 Switching Protocols")
                    .noneMatch(line -> line.startsWith("sec-websocket-protocol"));
        }
    }

    @Test
    void whatWasNotOfferedCannotBeChosen() throws Exception {
        try (TestHost host = new TestHost(Map.of(CHOOSES, "1"))) {
            assertThat(answer(host, Map.of("Sec-WebSocket-Protocol", "chat")))
                    .contains("HTTP/1.1 500 Internal Server Error");
        }
    }

    @Test
    void noneIsChosenUnlessTheEndpointDoes() throws Exception {
        try (TestHost host = new TestHost()) {
            assertThat(answer(host, Map.of("Sec-WebSocket-Protocol", "chat")))
                    .contains("HTTP/1.1 101 Switching Protocols")
                    .noneMatch(line -> line.startsWith("sec-websocket-protocol"));
        }
    }
}
