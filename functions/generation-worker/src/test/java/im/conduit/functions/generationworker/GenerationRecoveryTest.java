package im.conduit.functions.generationworker;

import static im.conduit.functions.generationworker.ScriptedProvider.finished;
import static im.conduit.testkit.task.TaskSamples.FINAL;
import static im.conduit.testkit.task.TaskSamples.RETRYABLE;
import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.generation.GenerationProvider.Outcome;
import im.conduit.realtime.task.Failure;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.Task.State;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskStatus;
import im.conduit.realtime.task.Transition;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GenerationRecoveryTest extends WorkerFixture {

    @Test
    void retryableFailureIsRepeatedTwiceAndThenStays() throws Exception {
        provider.play(true, (_, _, _) -> new Outcome.Failed(RETRYABLE));
        TaskId id = create();
        handle(id);
        assertThat(task(id).status()).isEqualTo(TaskStatus.PROCESSING);
        handleUntil(id, TaskStatus.FAILED);
        assertThat(provider.calls()).hasSize(3);
        assertThat(((State.Failed) task(id).state()).failure()).isEqualTo(RETRYABLE);
    }

    @Test
    void repeatAfterAFailureMayStillSucceed() throws Exception {
        provider.play(true, (_, _, _) -> new Outcome.Failed(RETRYABLE), (_, _, _) -> finished());
        TaskId id = create();
        handle(id);
        handleUntil(id, TaskStatus.COMPLETED);
    }

    @Test
    void finalFailureIsNotRepeated() throws Exception {
        provider.play(true, (_, _, _) -> new Outcome.Failed(FINAL));
        TaskId id = create();
        handle(id);
        assertThat(((State.Failed) task(id).state()).failure()).isEqualTo(FINAL);
    }

    @Test
    void brokenProviderFailsTheTaskWithoutSayingWhy() throws Exception {
        provider.play(
                true,
                (_, _, _) -> {
                    throw new IllegalStateException("secret detail");
                });
        TaskId id = create();
        handleUntil(id, TaskStatus.FAILED);
        Failure failure = ((State.Failed) task(id).state()).failure();
        assertThat(failure.code()).isEqualTo("provider_error");
        assertThat(failure.error()).doesNotContain("secret");
    }

    @Test
    void modelThatNobodyServesFailsTheTask() throws Exception {
        TaskId id = create("gone-model", Duration.ofMinutes(1));
        handle(id);
        assertThat(((State.Failed) task(id).state()).failure().code())
                .isEqualTo("unsupported_model");
    }

    @Test
    void lostWorkersFreeJobIsSimplyRunAgain() throws Exception {
        provider.play(true, (_, _, _) -> finished());
        TaskId id = create();
        loseWorkerAfterIntent(id);
        handleUntil(id, TaskStatus.COMPLETED);
        assertThat(provider.calls()).containsExactly("generate");
    }

    @Test
    void lostWorkersPaidJobIsNeverSubmittedTwice() throws Exception {
        provider.play(false, (_, _, _) -> finished());
        TaskId id = create();
        loseWorkerAfterIntent(id);
        handleUntil(id, TaskStatus.FAILED);
        Failure failure = ((State.Failed) task(id).state()).failure();
        assertThat(failure.code()).isEqualTo("provider_outcome_unknown");
        assertThat(failure.retryable()).isTrue();
        assertThat(provider.calls()).isEmpty();
    }

    @Test
    void jobLeftWithTheUpstreamIsResumed() throws Exception {
        Progress half = new Progress(50, "Halfway", null, null, null);
        Outcome running = new Outcome.Running("job-1", Duration.ofMillis(20), half);
        provider.play(false, (_, _, _) -> running, (_, _, _) -> running, (_, _, _) -> finished());
        TaskId id = create();
        handle(id);
        assertThat(((State.Processing) task(id).state()).progress()).isEqualTo(half);
        handleUntil(id, TaskStatus.COMPLETED);
        assertThat(provider.calls()).containsExactly("generate", "resume job-1", "resume job-1");
    }

    @Test
    void workerThatShutsDownHandsItsTaskOnAtOnce() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        provider.play(
                true,
                (_, _, _) -> {
                    atWork.countDown();
                    new CountDownLatch(1).await();
                    return finished();
                },
                (_, _, _) -> finished());
        TaskId id = create();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread shutDown =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        handle(id);
                                    } catch (InterruptedException e) {
                                        interrupted.set(true);
                                    }
                                });
        atWork.await();
        shutDown.interrupt();
        shutDown.join();
        assertThat(interrupted).isTrue();
        handle(id);
        assertThat(task(id).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    private void loseWorkerAfterIntent(TaskId id) {
        tasks.commit(id, new Transition.Claim("dead", Duration.ofMillis(30)));
        tasks.commit(id, new Transition.Intend("dead"));
    }
}
