package im.conduit.redis;

import static im.conduit.testkit.task.TaskSamples.OWNER;
import static im.conduit.testkit.task.TaskSamples.imageWithWebhook;
import static im.conduit.testkit.task.TaskSamples.newId;
import static im.conduit.testkit.task.TaskSamples.progress;
import static im.conduit.testkit.task.TaskSamples.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.realtime.task.Commit;
import im.conduit.realtime.task.DueSet;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSettings;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.Transition;
import im.conduit.testkit.RecordingDoorbell;
import im.conduit.testkit.RedisProcess;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartedRedisTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void killedServerComesBackWithEveryTaskEventAndPieceOfWork() {
        try (RedisProcess server = RedisProcess.startDurable();
                RedisConnections redis = new RedisConnections(RedisSettings.plain(server.uri()))) {
            TaskStore store =
                    new RedisTaskStore(redis, new RecordingDoorbell(), TaskSettings.DEFAULT);
            DueSet due = new RedisDueSet(redis);
            TaskId running = store.create(newId(), OWNER, imageWithWebhook()).id();
            store.commit(running, new Transition.Claim("a", LONG));
            store.commit(running, new Transition.Advance("a", progress(30)));
            TaskId ended = store.create(newId(), OWNER, imageWithWebhook(EventKind.COMPLETED)).id();
            store.commit(ended, new Transition.Claim("a", LONG));
            store.commit(ended, new Transition.Complete("a", result()));
            Task before = store.find(running).orElseThrow();
            List<TaskEvent> events = store.events(running, 0);

            server.restart();

            await().ignoreExceptions().until(() -> store.find(running).isPresent());
            assertThat(store.find(running)).contains(before);
            assertThat(store.events(running, 0)).isEqualTo(events);
            assertThat(work(due))
                    .containsExactlyInAnyOrder(
                            new DueWork(DueWork.Kind.GENERATION, running, 0),
                            new DueWork(DueWork.Kind.WEBHOOK, ended, 2));
            assertThat(store.commit(running, new Transition.Complete("a", result())))
                    .isInstanceOf(Commit.Done.class);
        }
    }

    private static List<DueWork> work(DueSet due) {
        return IntStream.range(0, TaskId.PARTITIONS)
                .boxed()
                .flatMap(partition -> due.all(partition).stream())
                .map(DueSet.Due::work)
                .toList();
    }
}
