package im.conduit.functions.generationworker;

import static im.conduit.functions.generationworker.ScriptedProvider.finished;
import static im.conduit.testkit.task.TaskSamples.FINAL;
import static im.conduit.testkit.task.TaskSamples.OWNER;
import static im.conduit.testkit.task.TaskSamples.RETRYABLE;
import static im.conduit.testkit.task.TaskSamples.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import im.conduit.realtime.generation.DurationEstimates;
import im.conduit.realtime.generation.GenerationProvider.Outcome;
import im.conduit.realtime.generation.GenerationWorker;
import im.conduit.realtime.media.MediaItem;
import im.conduit.realtime.media.MediaStore;
import im.conduit.realtime.task.Commit;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.Failure;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.RenderOptions;
import im.conduit.realtime.task.Size;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.Task.State;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskStatus;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.TaskType;
import im.conduit.realtime.task.Transition;
import im.conduit.testkit.RedisProcess;
import io.micronaut.context.ApplicationContext;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GenerationWorkerTest {

    /// As in the settings of this test.
    private static final Duration LEASE = Duration.ofMillis(400);

    private RedisProcess redis;
    private ApplicationContext context;

    private TaskStore tasks;
    private GenerationWorker worker;
    private ScriptedProvider provider;

    @BeforeAll
    void start(@TempDir Path media) {
        redis = RedisProcess.start();
        context =
                ApplicationContext.run(
                        Map.of(
                                "conduit.redis.uri",
                                redis.uri(),
                                "conduit.media.folder",
                                media.toString()));
        tasks = context.getBean(TaskStore.class);
        worker = context.getBean(GenerationWorker.class);
        provider = context.getBean(ScriptedProvider.class);
    }

    @AfterAll
    void stop() {
        context.close();
        redis.close();
    }

    @Test
    void demoTaskEndsWithAPictureThatIsStored() throws Exception {
        TaskId id = create("demo-image", Duration.ofMinutes(1));
        handle(id);
        State.Completed completed = (State.Completed) task(id).state();
        assertThat(completed.result().provider()).isEqualTo("demo");
        MediaItem item = completed.result().items().getFirst();
        assertThat(item.info().width()).isEqualTo(256);
        try (InputStream bytes = context.getBean(MediaStore.class).open(item.key(), 0)) {
            assertThat(bytes.readNBytes(4)).containsExactly(0x89, 'P', 'N', 'G');
        }
        assertThat(tasks.events(id, 0))
                .extracting(event -> event.body().kind())
                .containsExactly(EventKind.STARTED, EventKind.PROGRESS, EventKind.COMPLETED);
    }

    @Test
    void resultIsStoredUnderTheSameUnguessableKeyWhenTheWorkIsDoneAgain() throws Exception {
        provider.play(true, (_, _, _) -> finished());
        TaskId id = create();
        handle(id);
        MediaItem item = ((State.Completed) task(id).state()).result().items().getFirst();
        assertThat(item.key().value()).matches("[0-9a-f]{64}\\.png").doesNotContain(id.value());
        try (InputStream bytes = context.getBean(MediaStore.class).open(item.key(), 0)) {
            assertThat(bytes.readAllBytes()).isEqualTo(ScriptedProvider.BYTES);
        }
    }

    @Test
    void durationOfACompletedTaskIsLearned() throws Exception {
        provider.play(true, (_, _, _) -> finished());
        handle(create());
        DurationEstimates estimates = context.getBean(DurationEstimates.class);
        await().untilAsserted(
                        () ->
                                assertThat(estimates.typical(TaskType.IMAGE, "scripted-image"))
                                        .hasValueSatisfying(
                                                took -> assertThat(took).isLessThan(LEASE)));
    }

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
    void cancelledTaskStopsItsProviderAndNothingFollows() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        provider.play(
                true,
                (_, _, monitor) -> {
                    atWork.countDown();
                    await().until(monitor::stopped);
                    monitor.progress(new Progress(90, "Too late", null, null, null));
                    return new Outcome.Stopped();
                });
        TaskId id = create();
        Thread work = Thread.ofVirtual().start(() -> handleQuietly(id));
        atWork.await();
        tasks.commit(id, new Transition.Cancel(null));
        work.join();
        assertThat(task(id).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(tasks.events(id, 0))
                .last()
                .extracting(TaskEvent::body)
                .isEqualTo(new TaskEvent.Body.Cancelled(null));
    }

    @Test
    void providerThatDoesNotListenIsInterruptedAtTheDeadline() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        provider.play(
                true,
                (_, _, _) -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                    return finished();
                });
        TaskId id = create("scripted-image", Duration.ofMillis(200));
        handle(id);
        assertThat(((State.Failed) task(id).state()).failure()).isEqualTo(Failure.TIMED_OUT);
        await().untilTrue(interrupted);
    }

    @Test
    void heartbeatsKeepTheTaskForAsLongAsTheWorkTakes() throws Exception {
        provider.play(
                true,
                (job, _, _) -> {
                    long end = System.nanoTime() + LEASE.multipliedBy(3).toNanos();
                    await().pollInterval(Duration.ofMillis(50))
                            .until(
                                    () -> {
                                        assertThat(tasks.commit(job.task(), claim()))
                                                .isInstanceOf(Commit.Refused.class);
                                        return System.nanoTime() - end > 0;
                                    });
                    return finished();
                });
        TaskId id = create();
        handle(id);
        assertThat(task(id).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void progressIsWrittenAtABoundedPaceAndTheNewestWins() throws Exception {
        provider.play(
                true,
                (job, _, monitor) -> {
                    for (int i = 0; i < 3000; i++) {
                        monitor.progress(new Progress(i / 31, "Tile " + i, i, 3000, null));
                    }
                    await().until(() -> percent(job.task()) == 96);
                    assertThat(tasks.events(job.task(), 0)).hasSizeLessThan(10);
                    return finished();
                });
        TaskId id = create();
        handle(id);
        assertThat(task(id).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void taskThatAnotherWorkerHoldsIsLeftAlone() throws Exception {
        provider.play(true, (_, _, _) -> finished());
        TaskId id = create();
        tasks.commit(id, new Transition.Claim("other", Duration.ofMinutes(1)));
        handle(id);
        handle(newId());
        assertThat(provider.calls()).isEmpty();
        assertThat(task(id).status()).isEqualTo(TaskStatus.PROCESSING);
    }

    @Test
    void queueEventIsWorkedOffAndOnlyWhatNobodyCanReadIsHandedBack() {
        provider.play(true, (_, _, _) -> finished());
        TaskId id = create();
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(message("1", "g:" + id), message("2", "nonsense")));
        SQSBatchResponse response = new GenerationWorkerFunction(context).execute(event);
        assertThat(response.getBatchItemFailures())
                .extracting(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .containsExactly("2");
        assertThat(task(id).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    private static SQSEvent.SQSMessage message(String id, String body) {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId(id);
        message.setBody(body);
        return message;
    }

    private int percent(TaskId id) {
        Progress progress = ((State.Processing) task(id).state()).progress();
        return progress == null ? 0 : progress.percent();
    }

    private void loseWorkerAfterIntent(TaskId id) {
        tasks.commit(id, new Transition.Claim("dead", Duration.ofMillis(30)));
        tasks.commit(id, new Transition.Intend("dead"));
    }

    private static Transition claim() {
        return new Transition.Claim("intruder", Duration.ofMinutes(1));
    }

    private Task task(TaskId id) {
        return tasks.find(id).orElseThrow();
    }

    private void handle(TaskId id) throws InterruptedException {
        worker.handle(new DueWork(DueWork.Kind.GENERATION, id, 0));
    }

    private void handleQuietly(TaskId id) {
        try {
            handle(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handleUntil(TaskId id, TaskStatus status) {
        await().until(
                        () -> {
                            handle(id);
                            return task(id).status() == status;
                        });
    }

    private TaskId create() {
        return create("scripted-image", Duration.ofMinutes(1));
    }

    private TaskId create(String model, Duration timeout) {
        RenderOptions options =
                new RenderOptions(1, new Size(256, 256), 7L, null, null, JsonText.EMPTY_OBJECT);
        TaskSpec spec =
                new TaskSpec(TaskType.IMAGE, model, "A fox", options, timeout, null, null, null);
        return tasks.create(newId(), OWNER, spec).id();
    }
}
