package im.conduit.testkit.task;

import static im.conduit.testkit.task.TaskSamples.OWNER;
import static im.conduit.testkit.task.TaskSamples.image;
import static im.conduit.testkit.task.TaskSamples.imageWithWebhook;
import static im.conduit.testkit.task.TaskSamples.newId;
import static im.conduit.testkit.task.TaskSamples.progress;
import static im.conduit.testkit.task.TaskSamples.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSettings;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.Transition.Advance;
import im.conduit.realtime.task.Transition.Complete;
import im.conduit.realtime.task.Transition.Retry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [TaskStore] holds of events: their order, what is kept, and who is told.
public abstract class TaskLogContract extends TaskStoreFixture {

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
}
