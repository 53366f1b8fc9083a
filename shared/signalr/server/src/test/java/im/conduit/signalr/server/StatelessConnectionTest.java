package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatelessConnectionTest {

    private static final String HANDSHAKE = "{\"protocol\":\"json\",\"version\":1}\u001e";
    private static final String ACCEPTED = "{}\u001e";
    private static final String CLOSE = "{\"type\":7}\u001e";

    /// A hub that ends its connections.
    @Hub("/stateless")
    @Requires(property = "test.stateless")
    static class LeavingHub implements HubLifecycle {
        private final List<String> done = new ArrayList<>();

        @Override
        public void onConnected(HubCaller caller) {
            if (caller.connectionId().equals("unwanted")) {
                caller.abort();
            }
        }

        public String leave(HubCaller caller) {
            caller.abort();
            done.add("left");
            return "never read";
        }

        public String ask(HubCaller caller) {
            return "" + caller.clients().caller().invoke(String.class, "Question");
        }

        public void note() {
            done.add("noted");
        }
    }

    private final ApplicationContext context =
            ApplicationContext.run(Map.of("test.stateless", "1"));
    private final LeavingHub hub = context.getBean(LeavingHub.class);

    @AfterEach
    void stop() {
        context.close();
    }

    private StatelessConnection connection(String id) {
        return context.getBean(HubServer.class)
                .stateless("/stateless")
                .orElseThrow()
                .connection(
                        id,
                        HubPrincipal.anonymous(),
                        new HubRequest("GET", "/stateless", List.of(), "test", false),
                        Map.of());
    }

    private static String call(String target) {
        return "{\"type\":1,\"invocationId\":\"1\",\"target\":\"%s\",\"arguments\":[]}\u001e"
                .formatted(target);
    }

    @Test
    void anAbortIsInTheAnswerOfItsFrameAndNothingRunsBehindIt() {
        StatelessConnection.Answer answer = connection("a").frame(call("leave") + call("note"));
        assertThat(answer).isEqualTo(new StatelessConnection.Answer(CLOSE, false));
        assertThat(hub.done).containsExactly("left");
    }

    @Test
    void anAbortOfAConnectionThatComesIsInTheAnswerToItsHandshake() {
        StatelessConnection.Answer answer =
                connection("unwanted").handshake(HANDSHAKE + call("note"), null);
        assertThat(answer).isEqualTo(new StatelessConnection.Answer(ACCEPTED + CLOSE, false));
        assertThat(hub.done).isEmpty();
    }

    @Test
    void aQuestionThatNobodyCouldAnswerIsRefused() {
        StatelessConnection.Answer answer =
                assertTimeoutPreemptively(
                        Duration.ofSeconds(10), () -> connection("a").frame(call("ask")));
        assertThat(answer.open()).isTrue();
        assertThat(answer.output())
                .contains("Asking a client is not available on this host")
                .doesNotContain("Question");
    }
}
