package im.conduit.testkit.task;

import static im.conduit.testkit.task.TaskSamples.FINAL;
import static im.conduit.testkit.task.TaskSamples.OWNER;
import static im.conduit.testkit.task.TaskSamples.RETRYABLE;
import static im.conduit.testkit.task.TaskSamples.image;
import static im.conduit.testkit.task.TaskSamples.imageWithWebhook;
import static im.conduit.testkit.task.TaskSamples.newId;
import static im.conduit.testkit.task.TaskSamples.progress;
import static im.conduit.testkit.task.TaskSamples.result;
import static im.conduit.testkit.task.TaskSamples.videoWithEverything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.realtime.task.Commit;
import im.conduit.realtime.task.Commit.Refusal;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.Task.State;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSettings;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskStatus;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.Transition;
import im.conduit.realtime.task.Transition.Advance;
import im.conduit.realtime.task.Transition.Cancel;
import im.conduit.realtime.task.Transition.Claim;
import im.conduit.realtime.task.Transition.Complete;
import im.conduit.realtime.task.Transition.Expire;
import im.conduit.realtime.task.Transition.Fail;
import im.conduit.realtime.task.Transition.Heartbeat;
import im.conduit.realtime.task.Transition.Intend;
import im.conduit.realtime.task.Transition.Park;
import im.conduit.realtime.task.Transition.Repeat;
import im.conduit.realtime.task.Transition.Retry;
import im.conduit.testkit.RecordingDoorbell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [TaskStore] holds: the walk of a task.
public abstract class TaskStoreContract {

    /// A lease that outlives any test.
    protected static final Duration LONG = Duration.ofMinutes(5);

    /// A lease or delay that a test can outlive.
    protected static final Duration SHORT = Duration.ofMillis(60);

    protected RecordingDoorbell doorbell;
    protected TaskStore store;

    /// A store under test.
    protected abstract TaskStore store(TaskSettings settings, RecordingDoorbell doorbell);

    @BeforeEach
    void makeStore() {
        doorbell = new RecordingDoorbell();
        store = store(TaskSettings.DEFAULT, doorbell);
    }

    @Test
    void submittedTaskIsPendingAndReadBackWhole() {
        TaskId id = newId();
        Task created = store.create(id, OWNER, videoWithEverything());
        assertThat(created.status()).isEqualTo(TaskStatus.PENDING);
        assertThat(created.spec()).isEqualTo(videoWithEverything());
        assertThat(created.owner()).isEqualTo(OWNER);
        assertThat(created.sequence()).isZero();
        assertThat(created.createdAt()).isEqualTo(created.updatedAt());
        assertThat(created.delivery()).isNotNull();
        assertThat(store.find(id)).contains(created);
        assertThat(store.events(id, 0)).isEmpty();
    }

    @Test
    void submittingAgainReturnsWhatIsThere() {
        TaskId id = newId();
        store.create(id, OWNER, image());
        claim(id, "a");
        Task again = store.create(id, OWNER, imageWithWebhook(EventKind.COMPLETED));
        assertThat(again.status()).isEqualTo(TaskStatus.PROCESSING);
        assertThat(again.spec()).isEqualTo(image());
    }

    @Test
    void newTaskRingsTheGenerationQueue() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        DueWork work = new DueWork(DueWork.Kind.GENERATION, id, 0);
        assertThat(doorbell.rings())
                .containsExactly(new RecordingDoorbell.Ring(work, OWNER, Duration.ZERO));
    }

    @Test
    void unknownTaskIsNotFoundAndTakesNoStep() {
        assertThat(store.find(newId())).isEmpty();
        assertThat(store.commit(newId(), new Cancel(null))).isEqualTo(new Commit.Unknown());
        assertThat(store.events(newId(), 0)).isEmpty();
        assertThat(store.sequences(List.of(newId()))).isEmpty();
    }

    @Test
    void taskWalksFromClaimToResult() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        Commit.Done claimed = claim(id, "a");
        assertThat(claimed.event()).isNotNull();
        assertThat(claimed.task().state()).isInstanceOf(State.Processing.class);
        assertThat(claimed.work().attempt()).isEqualTo(1);
        assertThat(claimed.work().intended()).isFalse();
        assertThat(claimed.work().timeLeft())
                .isBetween(Duration.ofSeconds(119), image().timeout().plusMillis(10));
        done(id, new Intend("a"));
        done(id, new Advance("a", progress(40)));
        Commit.Done completed = done(id, new Complete("a", result()));
        assertThat(completed.task().state())
                .isEqualTo(new State.Completed(completed.task().updatedAt(), result()));
        assertThat(store.find(id)).contains(completed.task());
        assertThat(store.events(id, 0))
                .extracting(TaskEvent::body)
                .containsExactly(
                        new TaskEvent.Body.Started(),
                        new TaskEvent.Body.Progressed(progress(40)),
                        new TaskEvent.Body.Completed(result()));
        assertThat(store.sequences(List.of(id))).isEqualTo(Map.of(id, 3L));
    }

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
    void progressNeverFalls() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        claim(id, "a");
        done(id, new Advance("a", progress(50)));
        assertThat(refusal(id, new Advance("a", progress(49)))).isEqualTo(Refusal.STALE);
        done(id, new Advance("a", progress(50)));
        State state = store.find(id).orElseThrow().state();
        assertThat(state).extracting("progress").isEqualTo(progress(50));
    }

    @Test
    void cancelledTaskTakesNothingMoreFromItsWorker() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        claim(id, "a");
        done(id, new Advance("a", progress(30)));
        Commit.Done cancelled = done(id, new Cancel("Changed my mind"));
        assertThat(cancelled.task().state())
                .isEqualTo(
                        new State.Cancelled(cancelled.task().updatedAt(), "Changed my mind", 30));
        assertThat(refusal(id, new Advance("a", progress(60)))).isEqualTo(Refusal.TERMINAL);
        assertThat(refusal(id, new Complete("a", result()))).isEqualTo(Refusal.TERMINAL);
        assertThat(refusal(id, new Cancel(null))).isEqualTo(Refusal.TERMINAL);
        assertThat(store.events(id, 0)).last().extracting(this::kind).isEqualTo("CANCELLED");
    }

    @Test
    void failedTaskIsRetriedThreeTimesAtMost() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        for (int retry = 1; retry <= 3; retry++) {
            fail(id);
            Commit.Done retried = done(id, new Retry());
            assertThat(retried.task().status()).isEqualTo(TaskStatus.PENDING);
            assertThat(retried.task().retryCount()).isEqualTo(retry);
            assertThat(retried.event()).isNotNull();
            assertThat(retried.work()).isEqualTo(new Commit.Work(1, false, null, null));
        }
        fail(id);
        assertThat(refusal(id, new Retry())).isEqualTo(Refusal.NOT_RETRYABLE);
    }

    @Test
    void retriedTaskStartsAnewAtZeroWithAnotherDeadline() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        claim(id, "a");
        done(id, new Advance("a", progress(70)));
        done(id, new Fail("a", RETRYABLE));
        done(id, new Retry());
        Commit.Done second = claim(id, "b");
        assertThat(second.event()).isNotNull();
        assertThat(second.task().state()).extracting("progress").isNull();
        done(id, new Advance("b", progress(5)));
        assertThat(second.work().timeLeft()).isGreaterThan(Duration.ofSeconds(119));
    }

    @Test
    void taskThatMayNotBeRetriedStaysFailed() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        claim(id, "a");
        Commit.Done failed = done(id, new Fail("a", FINAL));
        assertThat(failed.task().state())
                .isEqualTo(new State.Failed(failed.task().updatedAt(), FINAL, 0));
        assertThat(refusal(id, new Retry())).isEqualTo(Refusal.NOT_RETRYABLE);
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

    @Test
    void endedTaskIsForgottenAfterItsRetention() {
        TaskSettings forgetful = new TaskSettings(Duration.ofMinutes(15), SHORT, 256);
        store = store(forgetful, doorbell);
        TaskId running = store.create(newId(), OWNER, image()).id();
        TaskId id = store.create(newId(), OWNER, image()).id();
        claim(id, "a");
        done(id, new Complete("a", result()));
        await().until(() -> store.find(id).isEmpty() && store.events(id, 0).isEmpty());
        assertThat(store.find(running)).isPresent();
    }

    @Test
    void retriedTaskIsKept() {
        TaskSettings forgetful =
                new TaskSettings(Duration.ofMinutes(15), SHORT.multipliedBy(3), 256);
        store = store(forgetful, doorbell);
        TaskId id = store.create(newId(), OWNER, image()).id();
        fail(id);
        done(id, new Retry());
        TaskId witness = store.create(newId(), OWNER, image()).id();
        fail(witness);
        await().until(() -> store.find(witness).isEmpty());
        assertThat(store.find(id)).isPresent();
    }

    @Test
    void timestampsRiseStrictlyWithTheSequence() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        claim(id, "a");
        for (int percent = 1; percent <= 50; percent++) {
            done(id, new Advance("a", progress(percent)));
        }
        List<TaskEvent> events = store.events(id, 0);
        for (int i = 1; i < events.size(); i++) {
            assertThat(events.get(i).sequence()).isEqualTo(events.get(i - 1).sequence() + 1);
            assertThat(events.get(i).timestamp()).isAfter(events.get(i - 1).timestamp());
        }
        assertThat(store.find(id).orElseThrow().updatedAt())
                .isEqualTo(events.getLast().timestamp());
    }

    @Test
    void runningTaskKeepsStartedAndItsNewestEvents() {
        store = store(new TaskSettings(Duration.ofMinutes(15), Duration.ofHours(24), 4), doorbell);
        TaskId id = store.create(newId(), OWNER, image()).id();
        claim(id, "a");
        for (int percent = 1; percent <= 10; percent++) {
            done(id, new Advance("a", progress(percent)));
        }
        assertThat(store.events(id, 0))
                .extracting(TaskEvent::sequence)
                .containsExactly(1L, 8L, 9L, 10L, 11L);
        assertThat(store.events(id, 9)).extracting(TaskEvent::sequence).containsExactly(10L, 11L);
    }

    @Test
    void endedTaskKeepsStartedLastProgressAndTheEnd() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        fail(id);
        done(id, new Retry());
        claim(id, "b");
        for (int percent = 1; percent <= 5; percent++) {
            done(id, new Advance("b", progress(percent)));
        }
        done(id, new Complete("b", result()));
        assertThat(store.events(id, 0))
                .extracting(this::kind)
                .containsExactly("STARTED", "PROGRESS", "COMPLETED");
        assertThat(store.events(id, 0))
                .extracting(TaskEvent::sequence)
                .containsExactly(4L, 9L, 10L);
    }

    @Test
    void wantedEventsArePlannedAsDeliveriesAndRung() {
        TaskSpec spec = imageWithWebhook(EventKind.PROGRESS, EventKind.COMPLETED);
        TaskId id = store.create(newId(), OWNER, spec).id();
        claim(id, "a");
        done(id, new Advance("a", progress(20)));
        done(id, new Complete("a", result()));
        assertThat(doorbell.rings())
                .extracting(ring -> ring.work().member())
                .containsExactly("g:" + id, "w:" + id + ":2", "w:" + id + ":3");
    }

    protected final Commit.Done claim(TaskId id, String lease) {
        return done(id, new Claim(lease, LONG));
    }

    protected final Commit.Done done(TaskId id, Transition transition) {
        Commit commit = store.commit(id, transition);
        assertThat(commit).as("%s", transition).isInstanceOf(Commit.Done.class);
        return (Commit.Done) commit;
    }

    protected final Refusal refusal(TaskId id, Transition transition) {
        Commit commit = store.commit(id, transition);
        assertThat(commit).as("%s", transition).isInstanceOf(Commit.Refused.class);
        return ((Commit.Refused) commit).reason();
    }

    private void fail(TaskId id) {
        String lease = lease();
        claim(id, lease);
        done(id, new Fail(lease, RETRYABLE));
    }

    private String kind(TaskEvent event) {
        return event.body().kind().name();
    }

    private static String lease() {
        return UUID.randomUUID().toString();
    }
}
