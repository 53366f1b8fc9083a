package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import im.conduit.signalr.protocol.HubMessage.Completion;
import im.conduit.signalr.protocol.HubMessage.Outcome;
import io.micronaut.context.ApplicationContext;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientResultsTest {

    private final ApplicationContext context = ApplicationContext.run();
    private final HubServer server = context.getBean(HubServer.class);
    private final ServedEndpoint endpoint =
            server.endpoints().stream()
                    .filter(served -> served.path().equals("/showcase"))
                    .findFirst()
                    .orElseThrow();
    private final CollectingTransport client =
            CollectingTransport.open(endpoint, "a", HubPrincipal.anonymous());

    @AfterEach
    void stop() {
        context.close();
    }

    private CompletableFuture<@Nullable Object> question() {
        return question("a");
    }

    private CompletableFuture<@Nullable Object> question(String connectionId) {
        return server.context(ShowcaseHub.class)
                .clients()
                .client(connectionId)
                .ask(Integer.class, "Question")
                .toCompletableFuture();
    }

    @Test
    void callsThatAskAClientWhichNeverAnswersAreLimited() {
        for (int i = 1; i <= 101; i++) {
            client.receive(
                    "{\"type\":1,\"invocationId\":\"%d\",\"target\":\"ask\",\"arguments\":[\"?\"]}"
                            .formatted(i));
        }
        await().until(() -> client.records().stream().anyMatch(r -> r.contains("Too many")));
        assertThat(client.records())
                .filteredOn(record -> record.contains("\"confirm\""))
                .hasSize(100);
        assertThat(client.records().getLast())
                .isEqualTo(
                        "{\"type\":3,\"invocationId\":\"101\",\"error\":\"An unexpected error occurred"
                                + " invoking 'Ask' on the server. HubException: Too many calls wait"
                                + " for clients.\"}");
        client.receive("{\"type\":3,\"invocationId\":\"s7\",\"result\":true}");
        client.expect("{\"type\":3,\"invocationId\":\"7\",\"result\":\"client says true\"}");
        client.sink().transportEnded(null);
    }

    /// The connection has one slot.
    @ParameterizedTest
    @ValueSource(strings = {"ask", "askLater"})
    void whileACallWaitsForItsClientOthersRun(String method) {
        client.receive(
                "{\"type\":1,\"invocationId\":\"1\",\"target\":\"%s\",\"arguments\":[\"?\"]}"
                        .formatted(method));
        client.receive(
                "{\"type\":1,\"invocationId\":\"2\",\"target\":\"journal\",\"arguments\":[]}");
        client.expect("{\"type\":3,\"invocationId\":\"2\",\"result\":\"same true\"}");
        client.receive("{\"type\":3,\"invocationId\":\"s1\",\"result\":true}");
        client.expect("{\"type\":3,\"invocationId\":\"1\",\"result\":\"client says true\"}");
    }

    @Test
    void aClientThatLeavesTooMuchUnansweredIsAskedNoMoreUntilAQuestionIsClosed() {
        List<CompletableFuture<@Nullable Object>> open = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            open.add(question());
        }
        assertThat(open).noneMatch(CompletableFuture::isDone);
        assertThat(question().exceptionNow())
                .hasMessage("Connection 'a' leaves too much unanswered.");
        open.getFirst().cancel(false);
        CompletableFuture<@Nullable Object> another = question();
        assertThat(another).isNotDone();
        client.receive("{\"type\":3,\"invocationId\":\"s102\",\"result\":2}");
        assertThat(another.join()).isEqualTo(2);
    }

    @Test
    void anAskersTimeoutClosesTheQuestion() {
        ClientResults results = new ClientResults();
        results.open("s1", "a", String.class, 1).completeExceptionally(new HubException("late"));
        assertThat(results.type("s1")).isNull();
    }

    private static CompletableFuture<@Nullable Object> answered(Type asked, Outcome outcome) {
        ClientResults results = new ClientResults();
        CompletableFuture<@Nullable Object> answer = results.open("s1", "a", asked, 1);
        results.settle("a", new Completion(Map.of(), "s1", outcome));
        return answer;
    }

    static List<Outcome> withoutValue() {
        return List.of(new Outcome.Empty(), new Outcome.Result(null));
    }

    @ParameterizedTest
    @MethodSource("withoutValue")
    void noValueFailsWhoAskedForAPrimitive(Outcome outcome) {
        assertThat(answered(int.class, outcome).exceptionNow())
                .hasMessage("The client's answer has no value, which is no int.");
        assertThat(answered(boolean.class, outcome)).isCompletedExceptionally();
    }

    @ParameterizedTest
    @MethodSource("withoutValue")
    void noValueIsNullForEverybodyElse(Outcome outcome) {
        for (Type asked : List.of(Integer.class, String.class, void.class, Void.class)) {
            assertThat(answered(asked, outcome)).isCompletedWithValue(null);
        }
    }

    @Test
    void anAnswerWithoutAValueEndsNothingButItsQuestion() {
        CompletableFuture<@Nullable Object> answer =
                server.context(ShowcaseHub.class)
                        .clients()
                        .client("a")
                        .ask(int.class, "Question")
                        .toCompletableFuture();
        client.receive("{\"type\":3,\"invocationId\":\"s1\"}");
        await().until(answer::isCompletedExceptionally);
        CompletableFuture<@Nullable Object> another = question();
        client.receive("{\"type\":3,\"invocationId\":\"s2\",\"result\":2}");
        assertThat(another.join()).isEqualTo(2);
    }

    @Test
    void aQuestionThatCannotBeWrittenIsClosed() {
        InProcessLifetimeManager lifetime = new InProcessLifetimeManager();
        lifetime.connected((HubConnection) client.sink());
        Object unwritable =
                new Object() {
                    @SuppressWarnings("unused") // read by the codec
                    public int getValue() {
                        throw new IllegalStateException("no value");
                    }
                };
        assertThatThrownBy(() -> lifetime.ask("a", "Question", List.of(unwritable), String.class))
                .hasStackTraceContaining("no value");
        assertThat(lifetime.resultType("s1")).isNull();
    }

    @Test
    void whoeverHasReadTheHandshakesAnswerCanBeAsked() {
        CollectingTransport fresh =
                new CollectingTransport(endpoint, "b", HubPrincipal.anonymous());
        List<CompletableFuture<@Nullable Object>> asked = new CopyOnWriteArrayList<>();
        fresh.whenFlushed(
                () -> {
                    fresh.whenFlushed(() -> {});
                    asked.add(question("b"));
                });
        fresh.receive("{\"protocol\":\"json\",\"version\":1}");
        await().until(() -> !asked.isEmpty());
        assertThat(asked.getFirst()).isNotDone();
        await().until(() -> fresh.records().size() == 2);
        assertThat(fresh.records().getFirst()).isEqualTo("{}");
        fresh.sink().transportEnded(null);
    }
}
