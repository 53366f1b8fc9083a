package im.conduit.functions.generationworker;

import static im.conduit.functions.generationworker.ScriptedProvider.finished;
import static im.conduit.testkit.task.TaskSamples.FINAL;
import static im.conduit.testkit.task.TaskSamples.RETRYABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.conduit.realtime.generation.DurationEstimates;
import im.conduit.realtime.generation.GenerationProvider.Outcome;
import im.conduit.realtime.generation.GenerationSettings;
import im.conduit.realtime.generation.GenerationWorker;
import im.conduit.realtime.generation.ProviderDirectory;
import im.conduit.realtime.generation.ResultMedia;
import im.conduit.realtime.task.DueSet;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.EventKind;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /// The walk has four commits: claim, intent, progress and the end. The process dies right
    /// before or right after one of them, and never says another word.
    @ParameterizedTest
    @CsvSource({"1,true", "2,false", "2,true", "3,false", "3,true", "4,false", "4,true"})
    void workerThatDiesAtAnyStepLosesNothing(int step, boolean taken) throws Exception {
        provider.play(
                true,
                (_, _, monitor) -> {
                    monitor.progress(new Progress(50, "Halfway", null, null, null));
                    return finished();
                });
        TaskId id = create();
        GenerationWorker dying =
                new GenerationWorker(
                        new DyingStore(tasks, step, taken),
                        context.getBean(ProviderDirectory.class),
                        context.getBean(ResultMedia.class),
                        context.getBean(DurationEstimates.class),
                        context.getBean(GenerationSettings.class));
        assertThatThrownBy(() -> dying.handle(new DueWork(DueWork.Kind.GENERATION, id, 0)))
                .isInstanceOf(DyingStore.Death.class);
        handleUntil(id, TaskStatus.COMPLETED);
        assertThat(tasks.events(id, 0))
                .extracting(event -> event.body().kind())
                .containsExactly(EventKind.STARTED, EventKind.PROGRESS, EventKind.COMPLETED);
        assertThat(context.getBean(DueSet.class).all(id.partition()))
                .noneMatch(due -> due.work().task().equals(id));
    }

    private void loseWorkerAfterIntent(TaskId id) {
        tasks.commit(id, new Transition.Claim("dead", Duration.ofMillis(30)));
        tasks.commit(id, new Transition.Intend("dead"));
    }
}
