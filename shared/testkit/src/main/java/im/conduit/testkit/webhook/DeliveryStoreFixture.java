package im.conduit.testkit.webhook;

import static im.conduit.testkit.task.TaskSamples.OWNER;
import static im.conduit.testkit.task.TaskSamples.RETRYABLE;
import static im.conduit.testkit.task.TaskSamples.newId;
import static im.conduit.testkit.task.TaskSamples.progress;
import static im.conduit.testkit.task.TaskSamples.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.realtime.task.Commit;
import im.conduit.realtime.task.DueSet;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.Task.DeliverySummary;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSettings;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.Transition;
import im.conduit.realtime.webhook.Attempt;
import im.conduit.realtime.webhook.Delivery;
import im.conduit.realtime.webhook.DeliveryId;
import im.conduit.realtime.webhook.DeliveryOutcome;
import im.conduit.realtime.webhook.DeliveryStore;
import im.conduit.realtime.webhook.DeliveryStore.Claim;
import im.conduit.testkit.RecordingDoorbell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;

/// Tasks whose webhooks are to be delivered, and the steps of a deliverer.
public abstract class DeliveryStoreFixture {

    static final Duration LONG = Duration.ofMinutes(5);
    static final Duration SHORT = Duration.ofMillis(60);
    static final String PERMIT = "permit";
    static final Attempt SUCCESS =
            new Attempt(
                    Instant.ofEpochMilli(1_768_923_045_123L),
                    204,
                    Duration.ofMillis(12),
                    "two\nlines \"quoted\" \ud83e\udd8a",
                    null);
    static final Attempt FAILURE =
            new Attempt(
                    Instant.ofEpochMilli(1_768_923_040_000L),
                    null,
                    Duration.ofSeconds(10),
                    null,
                    "no answer within 10 s");

    private static final String LEASE = "lease";

    RecordingDoorbell doorbell;
    TaskStore tasks;
    DeliveryStore deliveries;
    DueSet due;

    /// The stores under test, over the same server.
    public record Stores(TaskStore tasks, DeliveryStore deliveries, DueSet due) {}

    /// Makes them.
    protected abstract Stores stores(TaskSettings settings, RecordingDoorbell doorbell);

    @BeforeEach
    void makeStores() {
        makeStores(TaskSettings.DEFAULT.retention());
    }

    private void makeStores(Duration retention) {
        doorbell = new RecordingDoorbell();
        Stores stores =
                stores(
                        new TaskSettings(
                                TaskSettings.DEFAULT.queueLimit(),
                                retention,
                                TaskSettings.DEFAULT.keptEvents()),
                        doorbell);
        tasks = stores.tasks();
        deliveries = stores.deliveries();
        due = stores.due();
    }

    /// A task in work; its started event has the number 1.
    TaskId claimed(TaskSpec spec) {
        TaskId id = newId();
        tasks.create(id, OWNER, spec);
        commit(id, new Transition.Claim(LEASE, LONG));
        return id;
    }

    /// As above, of a task that is forgotten `retention` after its end.
    TaskId claimed(TaskSpec spec, Duration retention) {
        makeStores(retention);
        return claimed(spec);
    }

    DeliveryId completed(TaskId id) {
        return commit(id, new Transition.Complete(LEASE, result()));
    }

    DeliveryId failed(TaskId id) {
        return commit(id, new Transition.Fail(LEASE, RETRYABLE));
    }

    DeliveryId advanced(TaskId id, int percent) {
        return commit(id, new Transition.Advance(LEASE, progress(percent)));
    }

    Delivery claim(DeliveryId id) {
        Claim claim = deliveries.claim(id, PERMIT, LONG);
        assertThat(claim).isInstanceOf(Claim.Claimed.class);
        return ((Claim.Claimed) claim).delivery();
    }

    Delivery claimWhenDue(DeliveryId id) {
        AtomicReference<Claim> claim = new AtomicReference<>();
        await().pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            claim.set(deliveries.claim(id, PERMIT, LONG));
                            return claim.get() instanceof Claim.Claimed;
                        });
        return ((Claim.Claimed) claim.get()).delivery();
    }

    DeliverySummary summary(TaskId id) {
        return Objects.requireNonNull(tasks.find(id).orElseThrow().delivery());
    }

    /// The webhook work of a task that is not finished.
    List<DueWork> dueMembers(TaskId id) {
        return due.all(id.partition()).stream()
                .map(DueSet.Due::work)
                .filter(work -> work.task().equals(id))
                .filter(work -> work.kind() == DueWork.Kind.WEBHOOK)
                .toList();
    }

    static DeliveryOutcome delivered() {
        return new DeliveryOutcome.Delivered(SUCCESS);
    }

    static DeliveryOutcome retry(Duration delay) {
        return new DeliveryOutcome.RetryAfter(FAILURE, delay);
    }

    static DeliveryOutcome gaveUp(String cause) {
        return new DeliveryOutcome.GaveUp(FAILURE, cause);
    }

    static DeliveryOutcome postponed(Duration delay) {
        return new DeliveryOutcome.Postponed(delay);
    }

    private DeliveryId commit(TaskId id, Transition transition) {
        Commit commit = tasks.commit(id, transition);
        assertThat(commit).isInstanceOf(Commit.Done.class);
        TaskEvent event = Objects.requireNonNull(((Commit.Done) commit).event());
        return new DeliveryId(id, event.sequence());
    }
}
