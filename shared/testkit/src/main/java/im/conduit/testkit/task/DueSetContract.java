package im.conduit.testkit.task;

import static im.conduit.testkit.task.TaskSamples.OWNER;
import static im.conduit.testkit.task.TaskSamples.RETRYABLE;
import static im.conduit.testkit.task.TaskSamples.image;
import static im.conduit.testkit.task.TaskSamples.imageWithWebhook;
import static im.conduit.testkit.task.TaskSamples.newId;
import static im.conduit.testkit.task.TaskSamples.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.realtime.task.Commit;
import im.conduit.realtime.task.DueSet;
import im.conduit.realtime.task.DueSet.Due;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.Transition;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [DueSet] holds, together with the store whose steps fill it.
public abstract class DueSetContract {

    private static final Duration LONG = Duration.ofMinutes(5);

    private DueSet due;
    private TaskStore store;

    /// The due set under test.
    protected abstract DueSet dueSet();

    /// A store whose work is in it.
    protected abstract TaskStore store();

    @BeforeEach
    void makeDueSet() {
        due = dueSet();
        store = store();
    }

    @Test
    void newTaskIsInTheSetUntilItEnds() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        assertThat(members(id)).containsExactly(new Due(generation(id), OWNER));
        store.commit(id, new Transition.Claim("a", LONG));
        assertThat(members(id)).hasSize(1);
        store.commit(id, new Transition.Complete("a", result()));
        assertThat(members(id)).isEmpty();
    }

    @Test
    void retriedTaskIsInTheSetAgain() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        store.commit(id, new Transition.Claim("a", LONG));
        store.commit(id, new Transition.Fail("a", RETRYABLE));
        assertThat(members(id)).isEmpty();
        store.commit(id, new Transition.Retry());
        assertThat(members(id)).containsExactly(new Due(generation(id), OWNER));
    }

    @Test
    void plannedDeliveryIsInTheSetUntilItIsDone() {
        TaskId id = store.create(newId(), OWNER, imageWithWebhook(EventKind.COMPLETED)).id();
        store.commit(id, new Transition.Claim("a", LONG));
        store.commit(id, new Transition.Complete("a", result()));
        DueWork delivery = new DueWork(DueWork.Kind.WEBHOOK, id, 2);
        assertThat(members(id)).containsExactly(new Due(delivery, OWNER));
        due.done(delivery);
        assertThat(members(id)).isEmpty();
    }

    @Test
    void overdueWorkIsTakenOnceAndThenWaits() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        assertThat(taken(id)).isEmpty();
        due.lookAgain(generation(id), Duration.ZERO);
        assertThat(taken(id)).containsExactly(new Due(generation(id), OWNER));
        assertThat(taken(id)).isEmpty();
        assertThat(members(id)).hasSize(1);
    }

    @Test
    void manyTakersShareOverdueWorkWithoutDoubles() throws Exception {
        List<TaskId> ids =
                IntStream.range(0, 60)
                        .mapToObj(_ -> store.create(newId(), OWNER, image()).id())
                        .toList();
        ids.forEach(id -> due.lookAgain(generation(id), Duration.ZERO));
        try (ExecutorService takers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<Due>>> calls =
                    IntStream.range(0, 8)
                            .<Callable<List<Due>>>mapToObj(_ -> () -> due.takeOverdue(100))
                            .toList();
            List<DueWork> taken =
                    takers.invokeAll(calls).stream()
                            .map(Future::resultNow)
                            .flatMap(Collection::stream)
                            .map(Due::work)
                            .filter(work -> ids.contains(work.task()))
                            .toList();
            assertThat(taken)
                    .containsExactlyInAnyOrderElementsOf(
                            ids.stream().map(DueSetContract::generation).toList());
        }
    }

    @Test
    void noMoreThanTheLimitIsTakenFromAPartition() {
        List<TaskId> ids = neighbours(5);
        ids.forEach(id -> due.lookAgain(generation(id), Duration.ZERO));
        assertThat(due.takeOverdue(3)).filteredOn(d -> ids.contains(d.work().task())).hasSize(3);
        assertThat(due.takeOverdue(3)).filteredOn(d -> ids.contains(d.work().task())).hasSize(2);
    }

    @Test
    void finishedWorkDoesNotComeBack() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        due.done(generation(id));
        due.lookAgain(generation(id), Duration.ZERO);
        assertThat(members(id)).isEmpty();
    }

    @Test
    void taskOfADeadWorkerIsOverdueWhenItsLeaseHasLapsed() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        store.commit(id, new Transition.Claim("dead", Duration.ofMillis(30)));
        await().until(() -> !taken(id).isEmpty());
        assertThat(store.commit(id, new Transition.Claim("b", LONG)))
                .isInstanceOf(Commit.Done.class);
    }

    @Test
    void parkedTaskIsOverdueWhenItsPauseIsOver() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        store.commit(id, new Transition.Claim("a", LONG));
        store.commit(id, new Transition.Park("a", "job", Duration.ofMillis(30), null));
        await().until(() -> !taken(id).isEmpty());
    }

    @Test
    void taskThatIsNotYetOverdueIsLookedAtWhenItsTimeIsOver() {
        TaskId id = store.create(newId(), OWNER, image(Duration.ofMillis(300))).id();
        store.commit(id, new Transition.Claim("a", LONG));
        store.commit(id, new Transition.Expire(RETRYABLE));
        await().until(() -> !taken(id).isEmpty());
        assertThat(store.commit(id, new Transition.Expire(RETRYABLE)))
                .isInstanceOf(Commit.Done.class);
    }

    @Test
    void workOfAForgottenTaskLeavesTheSetWhenItIsLookedAt() {
        TaskId id = store.create(newId(), OWNER, image()).id();
        forget(id);
        assertThat(store.commit(id, new Transition.Claim("a", LONG)))
                .isEqualTo(new Commit.Unknown());
        assertThat(members(id)).isEmpty();
    }

    /// Removes the task behind the store's back.
    protected abstract void forget(TaskId id);

    private List<Due> members(TaskId id) {
        return due.all(id.partition()).stream().filter(d -> d.work().task().equals(id)).toList();
    }

    private List<Due> taken(TaskId id) {
        return due.takeOverdue(1000).stream().filter(d -> d.work().task().equals(id)).toList();
    }

    private List<TaskId> neighbours(int count) {
        int partition = newId().partition();
        return Stream.generate(TaskSamples::newId)
                .filter(id -> id.partition() == partition)
                .limit(count)
                .peek(id -> store.create(id, OWNER, image()))
                .collect(Collectors.toList());
    }

    private static DueWork generation(TaskId id) {
        return new DueWork(DueWork.Kind.GENERATION, id, 0);
    }
}
