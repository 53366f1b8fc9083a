package im.conduit.functions.generationworker;

import static im.conduit.testkit.task.TaskSamples.OWNER;
import static im.conduit.testkit.task.TaskSamples.newId;
import static org.awaitility.Awaitility.await;

import im.conduit.realtime.generation.GenerationWorker;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.RenderOptions;
import im.conduit.realtime.task.Size;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskStatus;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.TaskType;
import im.conduit.testkit.RedisProcess;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A worker on a real Redis, with the demo provider and a scripted one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WorkerFixture {

    /// As in the settings of this test.
    static final Duration LEASE = Duration.ofMillis(400);

    RedisProcess redis;
    ApplicationContext context;

    TaskStore tasks;
    GenerationWorker worker;
    ScriptedProvider provider;

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

    final Task task(TaskId id) {
        return tasks.find(id).orElseThrow();
    }

    final void handle(TaskId id) throws InterruptedException {
        worker.handle(new DueWork(DueWork.Kind.GENERATION, id, 0));
    }

    final void handleUntil(TaskId id, TaskStatus status) {
        await().until(
                        () -> {
                            handle(id);
                            return task(id).status() == status;
                        });
    }

    final TaskId create() {
        return create("scripted-image", Duration.ofMinutes(1));
    }

    final TaskId create(String model, Duration timeout) {
        RenderOptions options =
                new RenderOptions(1, new Size(256, 256), 7L, null, null, JsonText.EMPTY_OBJECT);
        TaskSpec spec =
                new TaskSpec(TaskType.IMAGE, model, "A fox", options, timeout, null, null, null);
        return tasks.create(newId(), OWNER, spec).id();
    }
}
