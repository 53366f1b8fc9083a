package im.conduit.testkit.task;

import static im.conduit.testkit.task.TaskSamples.OWNER;
import static im.conduit.testkit.task.TaskSamples.RETRYABLE;
import static im.conduit.testkit.task.TaskSamples.image;
import static im.conduit.testkit.task.TaskSamples.newId;
import static im.conduit.testkit.task.TaskSamples.progress;
import static im.conduit.testkit.task.TaskSamples.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.realtime.task.Commit;
import im.conduit.realtime.task.Commit.Refusal;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSettings;
import im.conduit.realtime.task.TaskStatus;
import im.conduit.realtime.task.Transition.Claim;
import im.conduit.realtime.task.Transition.Complete;
import im.conduit.realtime.task.Transition.Expire;
import im.conduit.realtime.task.Transition.Heartbeat;
import im.conduit.realtime.task.Transition.Intend;
import im.conduit.realtime.task.Transition.Park;
import im.conduit.realtime.task.Transition.Repeat;
import im.conduit.testkit.RecordingDoorbell;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [TaskStore] holds of leases: one worker at a time, and always another in the end.
public abstract class TaskLeaseContract extends TaskStoreFixture {

    @Test
    void hundredWorkersClaimOneTaskAndExactlyOneWins() throws Exception {
        TaskId id = store.create(newId(), OWNER, image()).id();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Commit>> claims =
                    IntStream.range(0, 100)
                            .<Callable<Commit>>mapToObj(
                                    _ -> () -> store.commit(id, new Claim(lease(), LONG)))
                            .toList();
            long won = 0;
            for (Future<Commit> claim : workers.invokeAll(claims)) {
                won += claim.get() instanceof Commit.Done ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
        assertThat(store.events(id, 0)).hasSize(1);
    }

    @Test
    void lapsedLeaseIsClaimedByAnotherAndTheFirstIsFencedOff() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        done(id, new Claim("dead", SHORT));
        done(id, new Intend("dead"));
        await().until(() -> store.commit(id, new Claim("b", LONG)) instanceof Commit.Done);
        assertThat(refusal(id, new Heartbeat("dead", LONG))).isEqualTo(Refusal.LEASE_LOST);
        assertThat(refusal(id, new Complete("dead", result()))).isEqualTo(Refusal.LEASE_LOST);
        Commit.Done again = claim(id, "b");
        assertThat(again.work().attempt()).isEqualTo(1);
        assertThat(again.work().intended()).isTrue();
        done(id, new Complete("b", result()));
        assertThat(store.events(id, 0))
                .extracting(this::kind)
                .containsExactly("STARTED", "COMPLETED");
    }

    @Test
    void heartbeatKeepsTheLease() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        done(id, new Claim("a", SHORT));
        done(id, new Heartbeat("a", LONG));
        await().pollDelay(SHORT.multipliedBy(2))
                .until(() -> refusal(id, new Claim("b", LONG)) == Refusal.NOT_DUE);
    }

    @Test
    void claimThatIsAskedForTwiceIsTheSameClaim() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        claim(id, "a");
        assertThat(claim(id, "a").event()).isNull();
        assertThat(store.events(id, 0)).hasSize(1);
    }

    @Test
    void parkedTaskComesBackWithItsJobWhenItIsDue() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        claim(id, "a");
        done(id, new Park("a", "job-7", SHORT, progress(10)));
        assertThat(refusal(id, new Claim("b", LONG))).isEqualTo(Refusal.NOT_DUE);
        assertThat(refusal(id, new Heartbeat("a", LONG))).isEqualTo(Refusal.LEASE_LOST);
        assertThat(doorbell.rings())
                .last()
                .extracting(RecordingDoorbell.Ring::delay)
                .isEqualTo(SHORT);
        await().until(() -> store.commit(id, new Claim("b", LONG)) instanceof Commit.Done);
        Commit.Work work = claim(id, "b").work();
        assertThat(work.providerJob()).isEqualTo("job-7");
        assertThat(work.attempt()).isEqualTo(1);
        done(id, new Park("b", "job-7", SHORT, progress(10)));
        assertThat(store.events(id, 0))
                .extracting(this::kind)
                .containsExactly("STARTED", "PROGRESS");
    }

    @Test
    void repeatedTaskIsClaimedAgainAfterItsDelayAsTheNextAttempt() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        claim(id, "a");
        done(id, new Intend("a"));
        Commit.Done repeated = done(id, new Repeat("a", SHORT));
        assertThat(repeated.task().status()).isEqualTo(TaskStatus.PROCESSING);
        assertThat(repeated.event()).isNull();
        assertThat(refusal(id, new Claim("b", LONG))).isEqualTo(Refusal.NOT_DUE);
        await().until(() -> store.commit(id, new Claim("b", LONG)) instanceof Commit.Done);
        Commit.Done second = claim(id, "b");
        assertThat(second.work().attempt()).isEqualTo(2);
        assertThat(second.work().intended()).isFalse();
        assertThat(second.event()).isNull();
    }

    @Test
    void taskPastItsDeadlineCanOnlyExpire() {
        TaskId id = store.create(newId(), OWNER, image(Duration.ofMillis(150))).id();
        claim(id, "a");
        assertThat(refusal(id, new Expire(RETRYABLE))).isEqualTo(Refusal.NOT_DUE);
        await().untilAsserted(
                        () ->
                                assertThat(refusal(id, new Heartbeat("a", LONG)))
                                        .isEqualTo(Refusal.OVERDUE));
        assertThat(refusal(id, new Claim("b", LONG))).isEqualTo(Refusal.OVERDUE);
        assertThat(done(id, new Expire(RETRYABLE)).task().status()).isEqualTo(TaskStatus.FAILED);
    }

    @Test
    void taskThatWaitedTooLongInTheQueueCanOnlyExpire() {
        TaskSettings hasty = new TaskSettings(Duration.ofMillis(80), Duration.ofHours(24), 256);
        store = store(hasty, doorbell);
        TaskId id = store.create(newId(), OWNER, image()).id();
        assertThat(refusal(id, new Expire(RETRYABLE))).isEqualTo(Refusal.NOT_DUE);
        await().until(() -> store.commit(id, new Expire(RETRYABLE)) instanceof Commit.Done);
        assertThat(refusal(id, new Claim("a", LONG))).isEqualTo(Refusal.TERMINAL);
        TaskEvent failed = store.events(id, 0).getFirst();
        assertThat(failed.body()).isEqualTo(new TaskEvent.Body.Failed(RETRYABLE));
    }
}
