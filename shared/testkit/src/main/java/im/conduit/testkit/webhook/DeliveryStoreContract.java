package im.conduit.testkit.webhook;

import static im.conduit.testkit.task.TaskSamples.OWNER;
import static im.conduit.testkit.task.TaskSamples.RETRYABLE;
import static im.conduit.testkit.task.TaskSamples.imageWithWebhook;
import static im.conduit.testkit.task.TaskSamples.result;
import static im.conduit.testkit.task.TaskSamples.videoWithEverything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.webhook.Delivery;
import im.conduit.realtime.webhook.Delivery.Content;
import im.conduit.realtime.webhook.Delivery.Target;
import im.conduit.realtime.webhook.DeliveryId;
import im.conduit.realtime.webhook.DeliveryRecord;
import im.conduit.realtime.webhook.DeliveryRecord.State;
import im.conduit.realtime.webhook.DeliveryStore.Claim;
import im.conduit.realtime.webhook.DeliveryStore.Recorded;
import im.conduit.realtime.webhook.WebhookType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every ledger of deliveries holds: permits, bodies, outcomes, and the summary in the task.
public abstract class DeliveryStoreContract extends DeliveryStoreFixture {

    @Test
    void aPlannedDeliveryCarriesEverythingItNeeds() {
        TaskSpec spec = videoWithEverything();
        TaskId id = claimed(spec);
        DeliveryId delivery = completed(id);
        Delivery claimed = claim(delivery);
        TaskEvent event = tasks.events(id, delivery.sequence() - 1).getFirst();
        assertThat(claimed.content())
                .isEqualTo(
                        new Content.Snapshot(event, spec.model(), spec.prompt(), spec.metadata()));
        assertThat(claimed.owner()).isEqualTo(OWNER);
        assertThat(claimed.type()).isEqualTo(new WebhookType(spec.type(), EventKind.COMPLETED));
        assertThat(claimed.target())
                .isEqualTo(new Target(URI.create("https://hooks.example/in"), null));
        assertThat(claimed.attempts()).isZero();
    }

    @Test
    void aDeliveryKeepsTheQueryAndTheSealedHeadersOfItsTarget() {
        DeliveryId delivery = completed(claimed(imageWithWebhook(EventKind.COMPLETED)));
        assertThat(claim(delivery).target())
                .isEqualTo(new Target(URI.create("https://hooks.example/in?a=1"), "1.sealed"));
    }

    @Test
    void ofManyCallersOneGetsThePermit() throws Exception {
        DeliveryId delivery = completed(claimed(imageWithWebhook(EventKind.COMPLETED)));
        Callable<Claim> caller =
                () -> deliveries.claim(delivery, UUID.randomUUID().toString(), LONG);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Claim>> claims =
                    threads.invokeAll(IntStream.range(0, 20).mapToObj(_ -> caller).toList());
            assertThat(claims.stream().map(Future::resultNow))
                    .filteredOn(Claim.Claimed.class::isInstance)
                    .hasSize(1);
        }
    }

    @Test
    void aLapsedPermitIsGivenOutAnewAndItsOldHolderRecordsNothing() {
        DeliveryId delivery = completed(claimed(imageWithWebhook(EventKind.COMPLETED)));
        assertThat(deliveries.claim(delivery, "first", SHORT)).isInstanceOf(Claim.Claimed.class);
        assertThat(deliveries.keep(delivery, "first", "{\"kept\":1}")).hasValue("{\"kept\":1}");
        await().until(() -> deliveries.claim(delivery, "second", LONG) instanceof Claim.Claimed);
        assertThat(deliveries.keep(delivery, "first", "{}")).isEmpty();
        assertThat(deliveries.record(delivery, "first", delivered()))
                .isEqualTo(new Recorded.PermitLost());
        assertThat(deliveries.keep(delivery, "second", "{\"other\":1}"))
                .as("a repeat sends the same body")
                .hasValue("{\"kept\":1}");
        assertThat(deliveries.record(delivery, "second", delivered()))
                .isEqualTo(new Recorded.Done());
    }

    @Test
    void aClaimedDeliveryComesBackByTheDueSetWhenItsHolderDies() {
        DeliveryId delivery = completed(claimed(imageWithWebhook(EventKind.COMPLETED)));
        assertThat(deliveries.claim(delivery, "first", SHORT)).isInstanceOf(Claim.Claimed.class);
        await().atMost(Duration.ofSeconds(10))
                .until(
                        () ->
                                due.takeOverdue(100).stream()
                                        .anyMatch(d -> d.work().equals(delivery.work())));
    }

    @Test
    void aDeliveredWebhookIsSettledAndNeverSentAgain() {
        TaskId id = claimed(imageWithWebhook(EventKind.COMPLETED));
        DeliveryId delivery = completed(id);
        assertThat(summary(id).status()).isEqualTo("pending");
        long before = summary(id).version();
        claim(delivery);
        deliveries.keep(delivery, PERMIT, "{}");
        assertThat(deliveries.record(delivery, PERMIT, delivered())).isEqualTo(new Recorded.Done());
        assertThat(deliveries.claim(delivery, "again", LONG)).isEqualTo(new Claim.Nothing());
        DeliveryRecord record = deliveries.find(delivery).orElseThrow();
        assertThat(record.state()).isEqualTo(State.DELIVERED);
        assertThat(record.endedAt()).isNotNull();
        assertThat(record.history()).containsExactly(SUCCESS);
        assertThat(record.delivery().content()).isEqualTo(new Content.Kept("{}"));
        assertThat(summary(id).status()).isEqualTo("delivered");
        assertThat(summary(id).attempts()).isEqualTo(1);
        assertThat(summary(id).version()).isGreaterThan(before);
        assertThat(dueMembers(id)).isEmpty();
    }

    @Test
    void aRetryIsDueAfterItsDelayAndNoEarlier() {
        TaskId id = claimed(imageWithWebhook(EventKind.FAILED));
        DeliveryId delivery = failed(id);
        claim(delivery);
        Duration delay = Duration.ofSeconds(1);
        assertThat(deliveries.record(delivery, PERMIT, retry(delay)))
                .isEqualTo(new Recorded.RingAfter(delivery, delay));
        assertThat(deliveries.claim(delivery, PERMIT, LONG))
                .isInstanceOfSatisfying(
                        Claim.NotDue.class,
                        early -> {
                            assertThat(early.owner()).isEqualTo(OWNER);
                            assertThat(early.rest()).isPositive().isLessThanOrEqualTo(delay);
                        });
        assertThat(summary(id).status()).isEqualTo("retrying");
        assertThat(summary(id).lastError()).isEqualTo(FAILURE.error());
        assertThat(summary(id).nextAttemptAt())
                .isEqualTo(deliveries.find(delivery).orElseThrow().nextAttemptAt())
                .isNotNull();
        assertThat(dueMembers(id)).containsExactly(delivery.work());
        assertThat(claimWhenDue(delivery).attempts()).isEqualTo(1);
        deliveries.record(delivery, PERMIT, delivered());
        assertThat(summary(id).status()).isEqualTo("delivered");
        assertThat(summary(id).attempts()).isEqualTo(2);
        assertThat(summary(id).nextAttemptAt()).isNull();
        assertThat(deliveries.find(delivery).orElseThrow().history())
                .containsExactly(FAILURE, SUCCESS);
    }

    @Test
    void aDeadLetterIsKeptWithItsBodyAndHistory() {
        TaskId id = claimed(imageWithWebhook(EventKind.FAILED));
        DeliveryId delivery = failed(id);
        claim(delivery);
        deliveries.keep(delivery, PERMIT, "{\"dead\":true}");
        assertThat(deliveries.record(delivery, PERMIT, gaveUp("410 Gone")))
                .isEqualTo(new Recorded.Done());
        DeliveryRecord record = deliveries.find(delivery).orElseThrow();
        assertThat(record.state()).isEqualTo(State.DEAD_LETTER);
        assertThat(record.cause()).isEqualTo("410 Gone");
        assertThat(record.delivery().content()).isEqualTo(new Content.Kept("{\"dead\":true}"));
        assertThat(record.history()).containsExactly(FAILURE);
        assertThat(summary(id).status()).isEqualTo("dead_letter");
        assertThat(deliveries.claim(delivery, PERMIT, LONG)).isEqualTo(new Claim.Nothing());
        assertThat(dueMembers(id)).isEmpty();
    }

    @Test
    void aPostponedDeliveryBurnsNoAttempt() {
        TaskId id = claimed(imageWithWebhook(EventKind.FAILED));
        DeliveryId delivery = failed(id);
        claim(delivery);
        assertThat(deliveries.record(delivery, PERMIT, postponed(SHORT)))
                .isEqualTo(new Recorded.RingAfter(delivery, SHORT));
        assertThat(claimWhenDue(delivery).attempts()).isZero();
        assertThat(summary(id).attempts()).isZero();
        assertThat(summary(id).status()).isEqualTo("pending");
    }

    @Test
    void aTaskIsSettledWhenItsLastDeliveryIs() {
        TaskId id = claimed(imageWithWebhook(EventKind.STARTED, EventKind.FAILED));
        DeliveryId started = new DeliveryId(id, 1);
        DeliveryId failed = failed(id);
        claim(started);
        deliveries.record(started, PERMIT, retry(LONG));
        assertThat(summary(id).status()).isEqualTo("retrying");
        claim(failed);
        deliveries.record(failed, PERMIT, gaveUp("over"));
        assertThat(summary(id).status()).isEqualTo("retrying");
        assertThat(dueMembers(id)).containsExactly(started.work());
    }

    @Test
    void aTaskWhoseEventsNobodyAskedForIsSkipped() {
        TaskId id = claimed(imageWithWebhook(EventKind.COMPLETED));
        assertThat(summary(id).status()).isEqualTo("pending");
        failed(id);
        assertThat(summary(id).status()).isEqualTo("skipped");
        assertThat(dueMembers(id)).isEmpty();
    }

    @Test
    void aDeliveryOutlivesItsTaskAndDoesNotBringItBack() {
        TaskId id = claimed(imageWithWebhook(EventKind.FAILED), SHORT);
        DeliveryId delivery = failed(id);
        await().until(() -> tasks.find(id).isEmpty());
        assertThat(claim(delivery).content())
                .isInstanceOfSatisfying(
                        Content.Snapshot.class,
                        snapshot ->
                                assertThat(snapshot.event().body())
                                        .isEqualTo(new TaskEvent.Body.Failed(RETRYABLE)));
        deliveries.record(delivery, PERMIT, delivered());
        assertThat(deliveries.find(delivery).orElseThrow().state()).isEqualTo(State.DELIVERED);
        assertThat(tasks.find(id)).isEmpty();
    }

    @Test
    void anUnknownDeliveryIsNothingToDo() {
        DeliveryId unknown = new DeliveryId(claimed(imageWithWebhook()), 7);
        assertThat(deliveries.claim(unknown, PERMIT, LONG)).isEqualTo(new Claim.Nothing());
        assertThat(deliveries.find(unknown)).isEmpty();
        assertThat(deliveries.record(unknown, PERMIT, delivered()))
                .isEqualTo(new Recorded.PermitLost());
        assertThat(deliveries.find(unknown)).isEmpty();
    }

    @Test
    void aCompletedResultComesBackWhole() {
        Delivery delivery = claim(completed(claimed(imageWithWebhook(EventKind.COMPLETED))));
        assertThat(delivery.content())
                .isInstanceOfSatisfying(
                        Content.Snapshot.class,
                        snapshot ->
                                assertThat(snapshot.event().body())
                                        .isEqualTo(new TaskEvent.Body.Completed(result())));
    }
}
