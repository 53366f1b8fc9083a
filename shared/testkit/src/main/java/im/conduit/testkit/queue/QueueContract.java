package im.conduit.testkit.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.Doorbell;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.DueWork.Kind;
import im.conduit.realtime.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a queue must do between its doorbell and its handlers, whatever it is made of.
///
/// A subclass starts one with two handlers, one of generations and one of webhooks, and as many
/// slots as [#SLOTS] for each.
public abstract class QueueContract {

    /// How much one queue works at a time.
    protected static final int SLOTS = 4;

    private static final KeyId OWNER = new KeyId("owner");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RecordingHandler generations = new RecordingHandler(Kind.GENERATION);
    private final RecordingHandler webhooks = new RecordingHandler(Kind.WEBHOOK);
    private Doorbell doorbell;

    /// Starts queues that call `handlers`.
    protected abstract Doorbell start(List<RecordingHandler> handlers);

    /// Ends them.
    protected abstract void stop();

    @BeforeEach
    final void startQueues() {
        doorbell = start(List.of(generations, webhooks));
    }

    @AfterEach
    final void stopQueues() {
        generations.release();
        webhooks.release();
        stop();
    }

    @Test
    void aRingReachesTheHandlerOfItsKind() {
        DueWork generation = aWork(Kind.GENERATION);
        DueWork webhook = aWork(Kind.WEBHOOK);
        ring(generation);
        ring(webhook);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            assertThat(generations.works()).containsExactly(generation);
                            assertThat(webhooks.works()).containsExactly(webhook);
                        });
    }

    @Test
    void aDelayedRingComesNoSooner() {
        DueWork work = aWork(Kind.WEBHOOK);
        Instant rung = Instant.now();
        doorbell.ring(work, OWNER, Duration.ofMillis(1500));
        await().atMost(PATIENCE).until(() -> webhooks.begun(work).isPresent());
        assertThat(webhooks.begun(work).orElseThrow())
                .isAfterOrEqualTo(rung.plus(Duration.ofMillis(1500)));
    }

    @Test
    void ringsOfOneKeyAreWorkedSideBySide() {
        generations.hold();
        ringMany(SLOTS);
        await().atMost(PATIENCE).until(() -> generations.running() == SLOTS);
    }

    @Test
    void noMoreIsWorkedAtATimeThanThereAreSlots() {
        generations.hold();
        List<DueWork> works = ringMany(3 * SLOTS);
        await().atMost(PATIENCE).until(() -> generations.running() == SLOTS);
        assertThat(generations.works()).hasSize(SLOTS);
        generations.release();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(generations.works()).containsAll(works));
    }

    @Test
    void aRingThatIsDoubledIsHarmless() {
        DueWork work = aWork(Kind.GENERATION);
        DueWork last = aWork(Kind.GENERATION);
        ring(work);
        ring(work);
        ring(last);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(generations.works()).contains(work, last));
    }

    private List<DueWork> ringMany(int count) {
        List<DueWork> works = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DueWork work = aWork(Kind.GENERATION);
            ring(work);
            works.add(work);
        }
        return works;
    }

    private void ring(DueWork work) {
        doorbell.ring(work, OWNER, Duration.ZERO);
    }

    private static DueWork aWork(Kind kind) {
        return new DueWork(
                kind, new TaskId(UUID.randomUUID().toString()), kind == Kind.GENERATION ? 0 : 7);
    }
}
