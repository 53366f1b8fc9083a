package im.conduit.testkit.webhook;

import static im.conduit.testkit.task.TaskSamples.OWNER;
import static im.conduit.testkit.task.TaskSamples.imageWithWebhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.webhook.Delivery.Content;
import im.conduit.realtime.webhook.DeliveryId;
import im.conduit.realtime.webhook.DeliveryRecord;
import im.conduit.realtime.webhook.DeliveryRecord.State;
import im.conduit.realtime.webhook.DeliveryStore.Claim;
import im.conduit.realtime.webhook.DeliveryStore.Recorded;
import im.conduit.testkit.RecordingDoorbell.Ring;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What every ledger does with progress: at most one a second, the newest wins, nothing else waits
/// behind it.
public abstract class ProgressDeliveryContract extends DeliveryStoreFixture {

    private static final Duration GAP = Duration.ofSeconds(1);

    @Test
    void theNewestProgressWinsAndIsFoundByTheRingForTheFirst() {
        TaskId id = claimed(imageWithWebhook(EventKind.PROGRESS));
        DeliveryId first = advanced(id, 10);
        DeliveryId second = advanced(id, 20);
        DeliveryId third = advanced(id, 30);
        assertThat(doorbell.rings()).contains(new Ring(first.work(), OWNER, Duration.ZERO));
        assertThat(doorbell.rings())
                .extracting(Ring::work)
                .doesNotContain(second.work(), third.work());
        assertThat(dueMembers(id)).containsExactly(third.work());
        assertThat(deliveries.claim(first, PERMIT, LONG)).isEqualTo(new Claim.Overtaken(third));
        assertThat(claim(third).id()).isEqualTo(third);
        DeliveryRecord dropped = deliveries.find(second).orElseThrow();
        assertThat(dropped.state()).isEqualTo(State.DROPPED);
        assertThat(dropped.delivery().content()).isEqualTo(new Content.Gone());
    }

    @Test
    void progressWaitsForTheOneInFlightAndThenASecond() {
        TaskId id = claimed(imageWithWebhook(EventKind.PROGRESS));
        DeliveryId first = advanced(id, 10);
        claim(first);
        DeliveryId second = advanced(id, 20);
        assertThat(deliveries.claim(second, "other", LONG)).isEqualTo(new Claim.Nothing());
        assertThat(deliveries.record(first, PERMIT, delivered()))
                .isEqualTo(new Recorded.RingAfter(second, GAP));
        assertThat(deliveries.claim(second, PERMIT, LONG))
                .isInstanceOfSatisfying(
                        Claim.NotDue.class,
                        early -> assertThat(early.rest()).isPositive().isLessThanOrEqualTo(GAP));
        assertThat(claimWhenDue(second).id()).isEqualTo(second);
        assertThat(deliveries.find(first).orElseThrow().state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void progressInFlightOfADeadSenderIsNotWaitedForForEver() {
        TaskId id = claimed(imageWithWebhook(EventKind.PROGRESS));
        DeliveryId first = advanced(id, 10);
        assertThat(deliveries.claim(first, "dead", SHORT)).isInstanceOf(Claim.Claimed.class);
        DeliveryId second = advanced(id, 20);
        assertThat(claimWhenDue(second).id()).isEqualTo(second);
        assertThat(deliveries.claim(first, "late", LONG)).isEqualTo(new Claim.Nothing());
        assertThat(deliveries.find(first).orElseThrow().state()).isEqualTo(State.DROPPED);
    }

    @Test
    void theEndNeverWaitsBehindProgress() {
        TaskId id = claimed(imageWithWebhook(EventKind.PROGRESS, EventKind.COMPLETED));
        DeliveryId inFlight = advanced(id, 10);
        claim(inFlight);
        DeliveryId waiting = advanced(id, 20);
        DeliveryId end = completed(id);
        assertThat(doorbell.rings()).contains(new Ring(end.work(), OWNER, Duration.ZERO));
        assertThat(claim(end).id()).isEqualTo(end);
        assertThat(deliveries.find(waiting).orElseThrow().state()).isEqualTo(State.DROPPED);
        assertThat(deliveries.claim(waiting, PERMIT, LONG)).isEqualTo(new Claim.Nothing());
    }

    @Test
    void progressThatFailedIsRetriedUntilANewerEventOvertakesIt() {
        TaskId id = claimed(imageWithWebhook(EventKind.PROGRESS));
        DeliveryId progress = advanced(id, 10);
        claim(progress);
        assertThat(deliveries.record(progress, PERMIT, retry(SHORT)))
                .isEqualTo(new Recorded.RingAfter(progress, SHORT));
        assertThat(claimWhenDue(progress).attempts()).isEqualTo(1);
        completed(id);
        assertThat(deliveries.record(progress, PERMIT, retry(SHORT)))
                .isEqualTo(new Recorded.Done());
        assertThat(deliveries.find(progress).orElseThrow().state()).isEqualTo(State.DROPPED);
        assertThat(dueMembers(id)).isEmpty();
        assertThat(summary(id).status()).isEqualTo("delivered");
        assertThat(summary(id).attempts()).isEqualTo(2);
    }

    @Test
    void aRetryingProgressIsDroppedAtItsNextTurnWhenItWasOvertaken() {
        TaskId id = claimed(imageWithWebhook(EventKind.PROGRESS));
        DeliveryId first = advanced(id, 10);
        claim(first);
        deliveries.record(first, PERMIT, retry(SHORT));
        DeliveryId second = advanced(id, 20);
        assertThat(deliveries.claim(first, PERMIT, LONG)).isEqualTo(new Claim.Overtaken(second));
        assertThat(summary(id).status()).isEqualTo("pending");
        assertThat(dueMembers(id)).containsExactly(second.work());
    }

    @Test
    void progressThatIsOvertakenUnsentByAnEventNobodyAskedForIsSkipped() {
        TaskId id = claimed(imageWithWebhook(EventKind.PROGRESS));
        DeliveryId progress = advanced(id, 10);
        failed(id);
        assertThat(deliveries.find(progress).orElseThrow().state()).isEqualTo(State.DROPPED);
        assertThat(summary(id).status()).isEqualTo("skipped");
        assertThat(dueMembers(id)).isEmpty();
    }

    @Test
    void steadyProgressDoesNotPutOffTheLookThatMakesUpForALostRing() {
        TaskId id = claimed(imageWithWebhook(EventKind.PROGRESS));
        AtomicInteger percent = new AtomicInteger();
        AtomicReference<DeliveryId> newest = new AtomicReference<>();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> {
                            newest.set(advanced(id, Math.min(percent.incrementAndGet(), 99)));
                            return due.takeOverdue(100).stream()
                                    .anyMatch(d -> d.work().equals(newest.get().work()));
                        });
    }
}
