package im.conduit.functions.webhookdelivery;

import static im.conduit.functions.webhookdelivery.DeliveryApp.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.webhook.Attempt;
import im.conduit.realtime.webhook.Delivery.Content;
import im.conduit.realtime.webhook.DeliveryId;
import im.conduit.realtime.webhook.DeliveryRecord;
import im.conduit.realtime.webhook.DeliveryRecord.State;
import im.conduit.realtime.webhook.DeliveryStore;
import im.conduit.realtime.webhook.DeliveryStore.Claim;
import im.conduit.testkit.webhook.ReceivedWebhook;
import im.conduit.testkit.webhook.SinkAnswer;
import im.conduit.testkit.webhook.WebhookSink;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From a task's event to a receiver: store, queue, deliverer and transport as they run.
class WebhookDeliveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static DeliveryApp app;

    private WebhookSink sink;

    @BeforeAll
    static void startApp() {
        app =
                new DeliveryApp(
                        Map.of(
                                "conduit.webhooks.allow-http", true,
                                "conduit.webhooks.allowed-ranges", "127.0.0.0/8",
                                "conduit.webhooks.timeout", "1s",
                                "conduit.webhooks.retry-delays", "50ms,100ms,150ms",
                                "conduit.webhooks.jitter", "0s"));
    }

    @AfterAll
    static void stopApp() {
        app.close();
    }

    @BeforeEach
    void startSink() {
        sink = WebhookSink.start();
    }

    @AfterEach
    void stopSink() {
        sink.close();
    }

    @Test
    void anEventArrivesSignedWithTheCallersHeaders() {
        TaskId task = app.task(sink.url("/hook?x=1"), EventKind.CANCELLED);
        DeliveryId delivery = app.cancel(task);
        DeliveryRecord record = settled(delivery);
        assertThat(record.state()).isEqualTo(State.DELIVERED);
        ReceivedWebhook received = onlyOne();
        assertThat(received.path()).isEqualTo("/hook?x=1");
        assertThat(received.header("authorization")).hasValue("Bearer abc");
        assertThat(received.header("content-type")).hasValue("application/json");
        assertThat(received.header("x-webhook-type")).hasValue("image_generation_completed");
        assertThat(received.webhookId()).isEqualTo(delivery.eventId());
        assertThat(received.header("x-conduit-timestamp"))
                .isEqualTo(received.header("webhook-timestamp"));
        assertThat(received.conduitSignatureHolds(SECRET.value())).isTrue();
        assertThat(received.standardSignatureHolds(SECRET.value())).isTrue();
        assertThat(received.json().path("event_id").asText()).isEqualTo(delivery.eventId());
        assertThat(received.json().path("status").asText()).isEqualTo("cancelled");
        assertThat(received.json().at("/metadata/order").asInt()).isEqualTo(7);
        assertThat(record.delivery().content()).isEqualTo(new Content.Kept(received.text()));
        assertThat(app.find(task).delivery())
                .satisfies(
                        summary -> {
                            assertThat(summary).isNotNull();
                            assertThat(summary.status()).isEqualTo("delivered");
                            assertThat(summary.attempts()).isEqualTo(1);
                        });
    }

    @Test
    void failuresAreRepeatedWithTheSameIdAndBody() {
        sink.answerNext(
                "/hook",
                new SinkAnswer(500, Map.of(), "broken \u00e9", Duration.ZERO),
                SinkAnswer.status(302).with("Location", sink.url("/other").toString()));
        DeliveryRecord record = settled(cancelled("/hook"));
        assertThat(record.state()).isEqualTo(State.DELIVERED);
        assertThat(record.history())
                .extracting(Attempt::status, Attempt::excerpt, Attempt::error)
                .containsExactly(
                        tuple(500, "broken \u00e9", "the receiver answered 500"),
                        tuple(302, "", "the receiver answered 302"),
                        tuple(200, "", null));
        assertThat(sink.received()).hasSize(3);
        assertThat(sink.received()).extracting(ReceivedWebhook::text).containsOnly(kept(record));
        assertThat(sink.received())
                .allMatch(r -> r.webhookId().equals(record.delivery().id().eventId()))
                .allMatch(r -> r.path().equals("/hook"))
                .allMatch(r -> r.conduitSignatureHolds(SECRET.value()))
                .allMatch(r -> r.standardSignatureHolds(SECRET.value()));
        assertThat(sink.received())
                .as("each attempt has its own time")
                .extracting(r -> r.header("webhook-timestamp").orElseThrow())
                .doesNotHaveDuplicates();
    }

    @Test
    void fourFailedAttemptsAreADeadLetterWithItsBody() {
        sink.answerAlways("/hook", SinkAnswer.status(503));
        DeliveryRecord record = settled(cancelled("/hook"));
        assertThat(record.state()).isEqualTo(State.DEAD_LETTER);
        assertThat(record.cause()).isEqualTo("no success in 4 attempts");
        assertThat(record.history()).hasSize(4);
        assertThat(sink.received()).hasSize(4);
        assertThat(kept(record)).isEqualTo(sink.received().getFirst().text());
    }

    @Test
    void goneIsTheEnd() {
        sink.answerAlways("/hook", SinkAnswer.status(410));
        DeliveryRecord record = settled(cancelled("/hook"));
        assertThat(record.state()).isEqualTo(State.DEAD_LETTER);
        assertThat(sink.received()).hasSize(1);
    }

    @Test
    void aReceiverThatIsTooSlowIsAskedAgain() {
        sink.answerNext("/hook", SinkAnswer.status(200).after(Duration.ofSeconds(20)));
        DeliveryRecord record = settled(cancelled("/hook"));
        assertThat(record.state()).isEqualTo(State.DELIVERED);
        assertThat(record.history().getFirst().error()).isEqualTo("no answer within 1 s");
        assertThat(record.history().getFirst().latency()).isLessThan(Duration.ofSeconds(19));
        assertThat(sink.received()).hasSize(2);
    }

    @Test
    void manyRingsSendOnce() {
        TaskId task = app.task(sink.url("/hook"), EventKind.CANCELLED);
        DeliveryId delivery = app.cancel(task);
        for (int i = 0; i < 20; i++) {
            app.ring(delivery);
        }
        settled(delivery);
        app.ring(delivery);
        DeliveryId after = app.cancel(app.task(sink.url("/after"), EventKind.CANCELLED));
        settled(after);
        assertThat(sink.received(r -> r.path().equals("/hook"))).hasSize(1);
    }

    @Test
    void whatADeadSenderLeftIsSentAgainWithItsBody() {
        DeliveryStore deliveries = app.bean(DeliveryStore.class);
        // Its own URL cannot be rung for before the permit is taken: a progress waits for another.
        TaskId task = app.task(sink.url("/hook"), EventKind.PROGRESS);
        DeliveryId first = app.advance(task, 10);
        settled(first);
        DeliveryId second = app.advance(task, 20);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () ->
                                deliveries.claim(second, "dead", Duration.ofMillis(500))
                                        instanceof Claim.Claimed);
        assertThat(deliveries.keep(second, "dead", "{\"kept\":1}")).isPresent();
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            app.ring(second);
                            return app.record(second).endedAt() != null;
                        });
        assertThat(sink.received().getLast().text()).isEqualTo("{\"kept\":1}");
        assertThat(sink.received().getLast().webhookId()).isEqualTo(second.eventId());
    }

    @Test
    void aTargetInsideIsNeverCalled() {
        DeliveryId delivery =
                app.cancel(app.task(URI.create("https://10.0.0.1/"), EventKind.CANCELLED));
        DeliveryRecord record = settled(delivery);
        assertThat(record.state()).isEqualTo(State.DEAD_LETTER);
        assertThat(record.history())
                .extracting(Attempt::error)
                .containsOnly("the target resolves to a private address, which is not allowed");
    }

    @Test
    void progressComesOnceASecondInOrderAndTheEndDoesNotWaitForIt() {
        TaskId task = app.task(sink.url("/hook"), EventKind.PROGRESS, EventKind.CANCELLED);
        for (int percent = 1; percent <= 40; percent++) {
            app.advance(task, percent);
            await().pollDelay(Duration.ofMillis(80)).until(() -> true);
        }
        DeliveryId end = app.cancel(task);
        settled(end);
        List<ReceivedWebhook> received = sink.received();
        assertThat(received.getLast().webhookId()).isEqualTo(end.eventId());
        List<ReceivedWebhook> progress = received.subList(0, received.size() - 1);
        assertThat(progress.size()).isBetween(2, 5);
        assertThat(progress)
                .extracting(r -> r.json().path("progress_percentage").asInt())
                .isSorted()
                .doesNotHaveDuplicates();
        for (int i = 1; i < progress.size(); i++) {
            assertThat(Duration.between(progress.get(i - 1).at(), progress.get(i).at()))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(990));
        }
    }

    private DeliveryId cancelled(String path) {
        return app.cancel(app.task(sink.url(path), EventKind.CANCELLED));
    }

    private ReceivedWebhook onlyOne() {
        assertThat(sink.received()).hasSize(1);
        return sink.received().getFirst();
    }

    private static String kept(DeliveryRecord record) {
        return ((Content.Kept) record.delivery().content()).body();
    }

    private static DeliveryRecord settled(DeliveryId id) {
        await().atMost(PATIENCE).until(() -> app.record(id).endedAt() != null);
        return app.record(id);
    }
}
