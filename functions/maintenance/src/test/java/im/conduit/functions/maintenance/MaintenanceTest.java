package im.conduit.functions.maintenance;

import static im.conduit.testkit.task.TaskSamples.OWNER;
import static im.conduit.testkit.task.TaskSamples.image;
import static im.conduit.testkit.task.TaskSamples.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import im.conduit.realtime.task.DueRinger;
import im.conduit.realtime.task.DueSet;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.Failure;
import im.conduit.realtime.task.Task.State;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.Transition;
import im.conduit.testkit.RecordingDoorbell;
import im.conduit.testkit.RedisProcess;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MaintenanceTest {

    private RedisProcess redis;
    private ApplicationContext context;
    private TaskStore tasks;
    private DueSet due;
    private DueRinger ringer;

    @BeforeEach
    void start() {
        redis = RedisProcess.start();
        context = ApplicationContext.run(Map.of("conduit.redis.uri", redis.uri()));
        tasks = context.getBean(TaskStore.class);
        due = context.getBean(DueSet.class);
        ringer = context.getBean(DueRinger.class);
    }

    @AfterEach
    void stop() {
        context.close();
        redis.close();
    }

    @Test
    void lostRingIsRungAgain() {
        TaskId id = create(Duration.ofMinutes(1));
        assertThat(ringer.ringOverdue()).isZero();
        due.lookAgain(generation(id), Duration.ZERO);
        assertThat(ringer.ringOverdue()).isEqualTo(1);
        assertThat(rings(context)).containsExactly(generation(id), generation(id));
        assertThat(ringer.ringOverdue()).isZero();
    }

    @Test
    void taskWhoseTimeIsOverEndsWithoutAWorker() {
        TaskId id = create(Duration.ofMillis(50));
        tasks.commit(id, new Transition.Claim("dead", Duration.ofMillis(1)));
        await().until(
                        () -> {
                            due.lookAgain(generation(id), Duration.ZERO);
                            ringer.ringOverdue();
                            return tasks.find(id).orElseThrow().status().terminal();
                        });
        State.Failed failed = (State.Failed) tasks.find(id).orElseThrow().state();
        assertThat(failed.failure()).isEqualTo(Failure.TIMED_OUT);
        assertThat(due.all(id.partition())).isEmpty();
    }

    @Test
    void appThatStartsRingsForEverythingUnfinished() {
        List<TaskId> ids =
                List.of(
                        create(Duration.ofMinutes(1)),
                        create(Duration.ofMinutes(1)),
                        create(Duration.ofMinutes(1)));
        Map<String, Object> settings =
                Map.of("conduit.redis.uri", redis.uri(), "conduit.maintenance.clock", "true");
        try (ApplicationContext app = ApplicationContext.run(settings)) {
            await().untilAsserted(
                            () ->
                                    assertThat(rings(app))
                                            .containsExactlyInAnyOrderElementsOf(
                                                    ids.stream()
                                                            .map(MaintenanceTest::generation)
                                                            .toList()));
        }
    }

    @Test
    void runningAppRingsForWhatBecomesOverdue() {
        Map<String, Object> settings =
                Map.of(
                        "conduit.redis.uri",
                        redis.uri(),
                        "conduit.maintenance.clock",
                        "true",
                        "conduit.maintenance.interval",
                        "50ms");
        try (ApplicationContext app = ApplicationContext.run(settings)) {
            TaskId id = create(Duration.ofMinutes(1));
            await().until(
                            () -> {
                                due.lookAgain(generation(id), Duration.ZERO);
                                return rings(app).contains(generation(id));
                            });
        }
    }

    @Test
    void scheduleRingsForWhatIsOverdue() {
        TaskId id = create(Duration.ofMinutes(1));
        MaintenanceFunction function = new MaintenanceFunction(context);
        assertThat(function.execute(new ScheduledEvent())).isZero();
        due.lookAgain(generation(id), Duration.ZERO);
        assertThat(function.execute(new ScheduledEvent())).isEqualTo(1);
    }

    private TaskId create(Duration timeout) {
        return tasks.create(newId(), OWNER, image(timeout)).id();
    }

    private static List<DueWork> rings(ApplicationContext context) {
        return context.getBean(RecordingDoorbell.class).rings().stream()
                .map(RecordingDoorbell.Ring::work)
                .toList();
    }

    private static DueWork generation(TaskId id) {
        return new DueWork(DueWork.Kind.GENERATION, id, 0);
    }
}
