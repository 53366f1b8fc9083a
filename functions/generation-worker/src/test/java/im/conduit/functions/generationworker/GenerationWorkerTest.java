package im.conduit.functions.generationworker;

import static im.conduit.functions.generationworker.ScriptedProvider.finished;
import static im.conduit.testkit.task.TaskSamples.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import im.conduit.realtime.generation.DurationEstimates;
import im.conduit.realtime.generation.GenerationProvider.Outcome;
import im.conduit.realtime.generation.GenerationSettings;
import im.conduit.realtime.media.MediaItem;
import im.conduit.realtime.media.MediaStore;
import im.conduit.realtime.task.Commit;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.Failure;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.Task.State;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskStatus;
import im.conduit.realtime.task.TaskType;
import im.conduit.realtime.task.Transition;
import io.micronaut.context.ApplicationContext;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GenerationWorkerTest extends WorkerFixture {

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

    @Test
    void progressIsPacedForPostsThroughTheGatewayOnLambda() {
        try (ApplicationContext lambda = ApplicationContext.builder("lambda").build()) {
            lambda.start();
            assertThat(lambda.getBean(GenerationSettings.class).progressInterval())
                    .isEqualTo(Duration.ofMillis(500));
        }
        assertThat(context.getBean(GenerationSettings.class).progressInterval())
                .isEqualTo(Duration.ofMillis(100));
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

    private static Transition claim() {
        return new Transition.Claim("intruder", Duration.ofMinutes(1));
    }

    private void handleQuietly(TaskId id) {
        try {
            handle(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
