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

import im.conduit.realtime.task.Commit;
import im.conduit.realtime.task.Commit.Refusal;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.Task.State;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskStatus;
import im.conduit.realtime.task.Transition.Advance;
import im.conduit.realtime.task.Transition.Cancel;
import im.conduit.realtime.task.Transition.Complete;
import im.conduit.realtime.task.Transition.Fail;
import im.conduit.realtime.task.Transition.Intend;
import im.conduit.realtime.task.Transition.Retry;
import im.conduit.testkit.RecordingDoorbell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every [TaskStore] holds: the walk of a task.
public abstract class TaskStoreContract extends TaskStoreFixture {

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
}
