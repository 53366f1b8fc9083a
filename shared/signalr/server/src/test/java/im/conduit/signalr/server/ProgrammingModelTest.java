package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgrammingModelTest {

    private final ApplicationContext context = ApplicationContext.run();
    private final HubServer server = context.getBean(HubServer.class);
    private final ServedEndpoint endpoint =
            server.endpoints().stream()
                    .filter(served -> served.path().equals("/showcase"))
                    .findFirst()
                    .orElseThrow();

    @AfterEach
    void stop() {
        context.close();
    }

    private CollectingTransport client(String id) {
        return CollectingTransport.open(endpoint, id, HubPrincipal.anonymous());
    }

    private CollectingTransport client(String id, String user) {
        return CollectingTransport.open(endpoint, id, HubPrincipal.user(user));
    }

    private static String call(String id, String target, String arguments) {
        return "{\"type\":1,\"invocationId\":\""
                + id
                + "\",\"target\":\""
                + target
                + "\",\"arguments\":["
                + arguments
                + "]}";
    }

    private static String result(String id, String value) {
        return "{\"type\":3,\"invocationId\":\"" + id + "\",\"result\":" + value + "}";
    }

    private List<String> journal() {
        return context.getBean(ShowcaseHub.Journal.class).lines();
    }

    @Test
    void trailingArgumentsMayBeLeftOut() {
        CollectingTransport client = client("a");
        client.receive(call("1", "greet", "\"Ada\""));
        client.expect(result("1", "\"Ada\""));
        client.receive(call("2", "GREET", "\"Ada\",\"Dr\""));
        client.expect(result("2", "\"Dr Ada\""));
        client.receive(call("3", "Greet", "\"Ada\",null,2"));
        client.expect(result("3", "\"Ada x2\""));
        client.receive(call("4", "Greet", ""));
        await().until(() -> client.records().getLast().contains("Failed to invoke 'Greet'"));
    }

    @Test
    void beansCanBeParameters() {
        CollectingTransport client = client("a");
        client.receive(call("1", "Journal", ""));
        client.expect(result("1", "\"same true\""));
    }

    @Test
    void typedClientsSendTheirMethodsNames() {
        CollectingTransport sender = client("a");
        CollectingTransport other = client("b");
        sender.receive(call("1", "PublishPrice", "\"ACME\",1.5"));
        sender.expect(result("1", "null"));
        other.expect("{\"type\":1,\"target\":\"PriceChanged\",\"arguments\":[\"ACME\",1.5]}");
        assertThat(sender.records()).noneMatch(record -> record.contains("PriceChanged"));
    }

    @Test
    void typedClientsCanBeAsked() {
        CollectingTransport client = client("a");
        client.receive(call("1", "Ask", "\"sure?\""));
        String question =
                "{\"type\":1,\"invocationId\":\"s1\",\"target\":\"confirm\",\"arguments\":[\"sure?\"]}";
        client.expect(question);
        client.receive("{\"type\":3,\"invocationId\":\"s1\",\"result\":true}");
        client.expect(result("1", "\"client says true\""));
    }

    @Test
    void publishersAreStreamed() {
        CollectingTransport client = client("a");
        client.receive(call("s", "Countdown", "3").replace("\"type\":1", "\"type\":4"));
        client.expect("{\"type\":3,\"invocationId\":\"s\"}");
        assertThat(client.records())
                .containsSubsequence(
                        "{\"type\":2,\"invocationId\":\"s\",\"item\":3}",
                        "{\"type\":2,\"invocationId\":\"s\",\"item\":2}",
                        "{\"type\":2,\"invocationId\":\"s\",\"item\":1}",
                        "{\"type\":3,\"invocationId\":\"s\"}");
    }

    @Test
    void aCancellationInTheSameBatchEndsAStreamInItsOwnWay() {
        CollectingTransport client = client("a");
        String cancelled = "{\"type\":3,\"invocationId\":\"%s\"}";
        for (int i = 0; i < 50; i++) {
            String stream = call("s" + i, "Until", "").replace("\"type\":1", "\"type\":4");
            client.receive(stream + "\u001e{\"type\":5,\"invocationId\":\"s" + i + "\"}");
            client.expect(cancelled.formatted("s" + i));
        }
        assertThat(journal().stream().filter("cancelled"::equals)).hasSize(50);
    }

    @Test
    void filtersRefuseCallsAndConnections() {
        CollectingTransport client = client("a");
        client.receive(call("1", "Greet", "\"forbidden\""));
        client.expect(
                "{\"type\":3,\"invocationId\":\"1\",\"error\":\"An unexpected error occurred invoking"
                        + " 'Greet' on the server. HubException: not that word\"}");
        client.receive(call("2", "Greet", "\"shout\""));
        client.expect(result("2", "\"SHOUT\""));

        CollectingTransport guest = client("g", "guest");
        guest.expect(
                "{\"type\":7,\"error\":\"Connection closed with an error. HubException: no guests\"}");
        await().until(guest::completed);
        assertThat(journal()).noneMatch(line -> line.endsWith(" g null"));
    }

    @Test
    void filtersSeeConnectionsEnd() {
        CollectingTransport client = client("a");
        client.sink().transportEnded(new HubException("lost"));
        String error = HubException.class.getName() + ": lost";
        await().untilAsserted(
                        () ->
                                assertThat(journal())
                                        .endsWith("leaving a " + error, "disconnected a " + error));
    }

    @Test
    void enumsAreNumbers() {
        CollectingTransport client = client("a");
        client.receive(call("1", "Next", "1"));
        client.expect(result("1", "2"));
    }

    @Test
    void callsOfOneConnectionRunInTheOrderSent() {
        CollectingTransport client = client("a");
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            all.append(call("" + i, "Note", "" + i)).append(i == 499 ? "" : "\u001e");
        }
        client.receive(all.toString());
        client.expect(result("499", "null"));
        assertThat(journal().stream().filter(line -> line.startsWith("note")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "note " + i).toList());
    }

    @Test
    void messagesFromOutsideReachGroupsUsersAndEverybody() {
        CollectingTransport ann = client("a", "ann");
        CollectingTransport bob = client("b", "bob");
        ann.receive(call("1", "Join", "\"red\""));
        ann.expect(result("1", "null"));
        HubContext<ShowcaseHub> hub = server.context(ShowcaseHub.class);
        hub.clients().group("red").send("One");
        hub.clients().user("bob").send("Two");
        hub.clients().all().send("Three");
        hub.clients().allExcept(List.of("b")).send("Four");
        assertThat(targets(ann)).containsExactly("One", "Three", "Four");
        assertThat(targets(bob)).containsExactly("Two", "Three");
    }

    private static List<String> targets(CollectingTransport client) {
        return client.records().stream()
                .filter(record -> record.startsWith("{\"type\":1"))
                .map(record -> record.replaceAll(".*\"target\":\"(\\w+)\".*", "$1"))
                .toList();
    }

    @Test
    void aContextIsInjectedByItsHub() {
        CollectingTransport client = client("a");
        context.getBean(Announcer.class).announce("hello");
        client.expect("{\"type\":1,\"target\":\"Announced\",\"arguments\":[\"hello\"]}");
    }

    /// Sends from outside the hub.
    @jakarta.inject.Singleton
    static class Announcer {
        private final HubContext<ShowcaseHub> hub;

        Announcer(HubContext<ShowcaseHub> hub) {
            this.hub = hub;
        }

        void announce(String text) {
            hub.clients().all().send("Announced", text);
        }
    }

    @Test
    void aConnectionThatHasEndedHearsNothingMore() {
        CollectingTransport client = client("a", "ann");
        client.receive(call("1", "Join", "\"red\""));
        client.expect(result("1", "null"));
        client.receive("{\"type\":7}");
        client.expect("{\"type\":7}");
        await().until(() -> journal().contains("disconnected a null"));
        int before = client.records().size();
        HubClients clients = server.context(ShowcaseHub.class).clients();
        clients.all().send("Note");
        clients.group("red").send("Note");
        clients.user("ann").send("Note");
        clients.client("a").send("Note");
        assertThat(client.records()).hasSize(before);
        assertThat(journal().stream().filter("disconnected a null"::equals)).hasSize(1);
    }

    @Test
    void questionsToAConnectionThatEndsFail() {
        CollectingTransport client = client("a");
        var answer =
                server.context(ShowcaseHub.class)
                        .clients()
                        .client("a")
                        .ask(String.class, "Question")
                        .toCompletableFuture();
        client.sink().transportEnded(null);
        await().until(answer::isCompletedExceptionally);
        assertThat(answer.exceptionNow()).hasMessage("Connection 'a' disconnected.");
    }

    @Test
    void onlyTheClientThatWasAskedMayAnswer() {
        CollectingTransport asked = client("a");
        CollectingTransport stranger = client("b");
        var answer =
                server.context(ShowcaseHub.class)
                        .clients()
                        .client("a")
                        .ask(Integer.class, "Question")
                        .toCompletableFuture();
        stranger.receive("{\"type\":3,\"invocationId\":\"s1\",\"result\":1}");
        await().until(stranger::completed);
        asked.receive("{\"type\":3,\"invocationId\":\"s1\",\"result\":2}");
        assertThat(answer.join()).isEqualTo(2);
    }
}
