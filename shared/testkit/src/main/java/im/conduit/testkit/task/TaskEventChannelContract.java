package im.conduit.testkit.task;

import static im.conduit.testkit.task.TaskSamples.image;
import static im.conduit.testkit.task.TaskSamples.newId;
import static im.conduit.testkit.task.TaskSamples.progress;
import static im.conduit.testkit.task.TaskSamples.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskEventChannel;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.Transition;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [TaskEventChannel] holds, together with the store that publishes on it.
public abstract class TaskEventChannelContract {

    private final KeyId owner = new KeyId("key-" + UUID.randomUUID());
    private TaskEventChannel channel;
    private TaskStore store;

    /// The channel under test.
    protected abstract TaskEventChannel channel();

    /// A store that publishes on it.
    protected abstract TaskStore store();

    /// Cuts the connection of the channel from the other end.
    protected abstract void breakConnection();

    @BeforeEach
    void makeChannel() {
        channel = channel();
        store = store();
    }

    @Test
    void listenerHearsEveryEventInOrderAsTheLogKeepsIt() throws Exception {
        List<TaskEvent> heard = new CopyOnWriteArrayList<>();
        try (AutoCloseable _ = channel.listen(owner, heard::add)) {
            TaskId id = walk(owner);
            await().until(() -> heard.size() == 12);
            assertThat(heard).extracting(TaskEvent::sequence).isSorted().doesNotHaveDuplicates();
            assertThat(heard).containsAll(store.events(id, 0));
            assertThat(heard).allSatisfy(event -> assertThat(event.owner()).isEqualTo(owner));
        }
    }

    @Test
    void listenerHearsNothingOfOtherKeys() throws Exception {
        List<TaskEvent> heard = new CopyOnWriteArrayList<>();
        try (AutoCloseable _ = channel.listen(owner, heard::add)) {
            walk(new KeyId("key-" + UUID.randomUUID()));
            TaskId own = walk(owner);
            await().until(() -> heard.size() >= 12);
            assertThat(heard).extracting(TaskEvent::task).containsOnly(own);
        }
    }

    @Test
    void closedListenerHearsNothingWhileOthersStillDo() throws Exception {
        List<TaskEvent> closed = new CopyOnWriteArrayList<>();
        List<TaskEvent> open = new CopyOnWriteArrayList<>();
        try (AutoCloseable _ = channel.listen(owner, open::add)) {
            channel.listen(owner, closed::add).close();
            walk(owner);
            await().until(() -> open.size() == 12);
            assertThat(closed).isEmpty();
        }
        try (AutoCloseable _ = channel.listen(owner, closed::add)) {
            walk(owner);
            await().until(() -> closed.size() == 12);
        }
    }

    @Test
    void listenerThatFailsDoesNotSilenceOthers() throws Exception {
        List<TaskEvent> heard = new CopyOnWriteArrayList<>();
        try (AutoCloseable _ =
                        channel.listen(
                                owner,
                                _ -> {
                                    throw new IllegalStateException("a listener that fails");
                                });
                AutoCloseable _ = channel.listen(owner, heard::add)) {
            walk(owner);
            await().until(() -> heard.size() == 12);
        }
    }

    @Test
    void brokenConnectionComesBackWithAGapAndHearsAgain() throws Exception {
        List<TaskEvent> heard = new CopyOnWriteArrayList<>();
        AtomicInteger gaps = new AtomicInteger();
        try (AutoCloseable _ = channel.listen(owner, heard::add);
                AutoCloseable _ = channel.onGap(gaps::incrementAndGet)) {
            breakConnection();
            await().untilAtomic(gaps, org.hamcrest.Matchers.greaterThanOrEqualTo(1));
            TaskId id = walk(owner);
            await().until(() -> heard.stream().filter(e -> e.task().equals(id)).count() == 12);
        }
    }

    private TaskId walk(KeyId key) {
        TaskId id = store.create(newId(), key, image()).id();
        store.commit(id, new Transition.Claim("a", Duration.ofMinutes(1)));
        for (int percent = 1; percent <= 10; percent++) {
            store.commit(id, new Transition.Advance("a", progress(percent)));
        }
        store.commit(id, new Transition.Complete("a", result()));
        return id;
    }
}
