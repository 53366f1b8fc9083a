package im.conduit.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import im.conduit.scenarios.shape.AppProcess;
import im.conduit.scenarios.shape.Deployed;
import im.conduit.scenarios.shape.Shape;
import im.conduit.testkit.webhook.ReceivedWebhook;
import im.conduit.testkit.webhook.WebhookSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing accepted is lost when the app is killed in the middle of its work.
class KillingTheAppTest {

    private static final int TASKS = 100;

    @TempDir Path folder;

    @Test
    void everyTaskIsCompletedAndEveryWebhookDeliveredAfterAKill() throws Exception {
        try (WebhookSink sink = WebhookSink.start()) {
            AppProcess first = start();
            List<String> tasks = submit(new Api(first.uri(), Shape.Key.ALICE), sink);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> completed(sink).size() >= TASKS / 10);
            first.kill();
            Map<String, Long> before = ledger(sink.received());
            Set<String> doneBefore = completed(sink);

            try (AppProcess second = start()) {
                Api api = new Api(second.uri(), Shape.Key.ALICE);
                Map<String, Long> states = awaitEnd(api, tasks);
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(completed(sink)).containsAll(tasks));

                print(doneBefore, before, states, sink);
                assertThat(doneBefore).as("the kill came in the middle").hasSizeLessThan(TASKS);
                assertThat(states).containsOnly(Map.entry("completed", (long) TASKS));
                assertDeliveredOnceEach(api, tasks, sink);
            }
        }
    }

    private AppProcess start() {
        return AppProcess.ofArchive(
                List.of("--port", "0", "--data", folder.resolve("data").toString()),
                Deployed.settings(),
                Deployed.scratch("logs").resolve("kill.log"));
    }

    private static List<String> submit(Api api, WebhookSink sink) throws Exception {
        String target = sink.url("/hook").toString();
        List<Callable<String>> submissions = new ArrayList<>();
        IntStream.range(0, TASKS)
                .forEach(
                        i -> {
                            var body = Api.image("number " + i + " [slow:400ms]");
                            body.put("webhook_url", target);
                            submissions.add(() -> api.submit(body));
                        });
        List<String> tasks = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (Future<String> submitted : callers.invokeAll(submissions)) {
                tasks.add(submitted.get());
            }
        }
        return tasks;
    }

    private static Set<String> completed(WebhookSink sink) {
        return sink.received(w -> w.eventType().equals("task.completed")).stream()
                .map(ReceivedWebhook::taskId)
                .collect(Collectors.toSet());
    }

    private static Map<String, Long> awaitEnd(Api api, List<String> tasks) {
        return await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () ->
                                tasks.stream()
                                        .map(id -> api.status(id).at("status"))
                                        .collect(
                                                Collectors.groupingBy(
                                                        status -> status, Collectors.counting())),
                        states ->
                                Set.of("completed", "failed", "cancelled")
                                        .containsAll(states.keySet()));
    }

    private static Map<String, Long> ledger(List<ReceivedWebhook> received) {
        return received.stream()
                .collect(
                        Collectors.groupingBy(
                                ReceivedWebhook::eventType,
                                java.util.TreeMap::new,
                                Collectors.counting()));
    }

    /// A repeat carries the id of the delivery that it repeats, and its very body.
    private static void assertDeliveredOnceEach(Api api, List<String> tasks, WebhookSink sink) {
        sink.received().stream()
                .collect(Collectors.groupingBy(ReceivedWebhook::webhookId))
                .forEach(
                        (id, deliveries) ->
                                assertThat(deliveries)
                                        .as(id)
                                        .extracting(ReceivedWebhook::text)
                                        .containsOnly(deliveries.getFirst().text()));
        Map<String, Set<String>> idsOfCompletion =
                sink.received(w -> w.eventType().equals("task.completed")).stream()
                        .collect(
                                Collectors.groupingBy(
                                        ReceivedWebhook::taskId,
                                        Collectors.mapping(
                                                ReceivedWebhook::webhookId, Collectors.toSet())));
        assertThat(idsOfCompletion.keySet()).isEqualTo(new HashSet<>(tasks));
        assertThat(idsOfCompletion.values()).allMatch(ids -> ids.size() == 1);
        assertThat(sink.received())
                .allMatch(w -> w.conduitSignatureHolds(Shape.Key.ALICE.webhookSecret()));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(tasks)
                                        .allMatch(id -> webhookOf(api, id).equals("delivered")));
    }

    private static String webhookOf(Api api, String id) {
        JsonNode document = api.status(id).json();
        return document.at("/webhook/status").asText();
    }

    private static void print(
            Set<String> doneBefore,
            Map<String, Long> before,
            Map<String, Long> states,
            WebhookSink sink) {
        long ids = sink.received().stream().map(ReceivedWebhook::webhookId).distinct().count();
        System.out.printf(
                """
                ledger of the kill test
                  tasks submitted                 %d
                  completions seen before SIGKILL %d
                  webhooks before SIGKILL         %s
                  tasks afterwards                %s
                  webhooks in all                 %s
                  distinct webhook ids            %d, repeated requests %d
                """,
                TASKS,
                doneBefore.size(),
                before,
                states,
                ledger(sink.received()),
                ids,
                sink.received().size() - ids);
    }
}
