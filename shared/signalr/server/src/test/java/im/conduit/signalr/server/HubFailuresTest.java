package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubFailuresTest {

    /// A hub that throws.
    @Hub("/failing")
    @Requires(property = "test.failures")
    static class Thrower implements HubLifecycle {
        @Override
        public void onConnected(HubCaller caller) {
            switch (caller.connectionId()) {
                case "broken" -> throw new IllegalStateException("no store");
                case "unwelcome" -> throw new HubException("not you");
                default -> {}
            }
        }

        public void fail(String argument) {
            throw new IllegalStateException("no luck");
        }

        public CompletionStage<String> failLater() {
            return CompletableFuture.failedFuture(new IllegalStateException("no luck later"));
        }

        public Iterator<Integer> failMidway() {
            return List.of(1).stream()
                    .<Integer>map(
                            _ -> {
                                throw new IllegalStateException("no luck midway");
                            })
                    .iterator();
        }

        public void refuse() {
            throw new HubException("not that");
        }
    }

    private final KeptLog kept = new KeptLog("im.conduit.signalr.server");
    private final ApplicationContext context = ApplicationContext.run(Map.of("test.failures", "1"));

    @AfterEach
    void stop() {
        kept.close();
        context.close();
    }

    private CollectingTransport client(String id) {
        ServedEndpoint endpoint =
                context.getBean(HubServer.class).endpoints().stream()
                        .filter(served -> served.path().equals("/failing"))
                        .findFirst()
                        .orElseThrow();
        return CollectingTransport.open(endpoint, id, HubPrincipal.anonymous());
    }

    private void call(int type, String target, String arguments) {
        CollectingTransport client = client("a");
        client.receive(
                "{\"type\":%d,\"invocationId\":\"1\",\"target\":\"%s\",\"arguments\":[%s]}"
                        .formatted(type, target, arguments));
        await().until(() -> client.records().getLast().contains("\"error\""));
    }

    private void expect(Level level, String message, @Nullable String thrown) {
        await().untilAsserted(
                        () ->
                                assertThat(kept.events())
                                        .filteredOn(e -> e.getFormattedMessage().equals(message))
                                        .singleElement()
                                        .satisfies(
                                                event -> {
                                                    assertThat(event.getLevel()).isEqualTo(level);
                                                    assertThat(event.getThrowableProxy())
                                                            .isNotNull()
                                                            .extracting("message")
                                                            .asString()
                                                            .contains(thrown);
                                                }));
        assertThat(kept.events()).noneMatch(e -> e.getFormattedMessage().contains("secret"));
    }

    @Test
    void aMethodThatThrowsIsAWarning() {
        call(1, "fail", "\"secret\"");
        expect(Level.WARN, "Fail of Thrower failed", "no luck");
    }

    @Test
    void aStageThatFailsIsAWarning() {
        call(1, "failLater", "");
        expect(Level.WARN, "FailLater of Thrower failed", "no luck later");
    }

    @Test
    void aStreamThatFailsIsAWarning() {
        call(4, "failMidway", "");
        expect(Level.WARN, "FailMidway of Thrower failed", "no luck midway");
    }

    @Test
    void whatIsMeantForTheClientIsNone() {
        call(1, "refuse", "");
        expect(Level.DEBUG, "Refuse of Thrower failed", "not that");
    }

    @Test
    void aConnectionRefusedByAMistakeIsAWarning() {
        CollectingTransport client = client("broken");
        await().until(client::completed);
        expect(Level.WARN, "onConnected of Thrower failed", "no store");
    }

    @Test
    void aConnectionRefusedOnPurposeIsNone() {
        CollectingTransport client = client("unwelcome");
        await().until(client::completed);
        expect(Level.DEBUG, "onConnected of Thrower failed", "not you");
    }
}
