package im.conduit.realtime.hub;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.Failure;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.RenderOptions;
import im.conduit.realtime.task.Size;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskEvent.Body;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskResult;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskType;
import im.conduit.signalr.protocol.HubMessage.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HubSessionTest {

    private static final KeyId KEY = new KeyId("key_1");
    private static final TaskId TASK = new TaskId("01930000-0000-7000-8000-000000000001");
    private static final TaskId OTHER = new TaskId("01930000-0000-7000-8000-000000000002");

    private final StoppedTime time = new StoppedTime();
    private final List<List<String>> sent = new CopyOnWriteArrayList<>();
    private final HubSession session =
            new HubSession(
                    new Viewer(KEY, null),
                    List.of("ImageProgress"),
                    update ->
                            sent.add(update.messages().stream().map(HubSessionTest::show).toList()),
                    time);

    @Test
    void anEventLeavesAsOneUpdateWithThePositionalAndTheObjectForm() {
        watch(TASK, Spelling.TASK).dispatch(progress(TASK, 1, 10));

        assertThat(sent).containsExactly(List.of("TaskProgress 10", "ImageProgress #1"));
    }

    @Test
    void bothSpellingsShareOneObject() {
        Watched watched = watch(TASK, Spelling.TASK);
        subscribe(watched, Spelling.REQUEST, SubscribeOptions.NONE, List.of());

        watched.dispatch(cancelled(TASK, 1));

        assertThat(sent)
                .containsExactly(
                        List.of(
                                "TaskFailed Task was cancelled",
                                "RequestFailed Task was cancelled",
                                "ImageProgress #1"));
    }

    @Test
    void nothingGoesOutTwiceOrBackwards() {
        Watched watched = watch(TASK, Spelling.TASK);

        watched.dispatch(started(TASK, 1));
        watched.dispatch(started(TASK, 1));
        watched.dispatch(failed(TASK, 3));
        watched.dispatch(progress(TASK, 2, 50));

        assertThat(sent)
                .containsExactly(
                        List.of("ImageProgress #1"),
                        List.of("TaskFailed boom", "ImageProgress #3"));
    }

    @Test
    void whatComesDuringTheJoinFollowsTheReplay() {
        Watched watched = new Watched(TASK, OBJECTS);
        watched.sessions().add(session);
        Subscription joining = new Subscription(Spelling.TASK, SubscribeOptions.NONE);
        session.add(TASK, joining, 10);
        watched.dispatch(progress(TASK, 2, 20));
        watched.know(SPEC, 1);
        watched.dispatch(failed(TASK, 3));
        assertThat(sent).isEmpty();

        session.open(joining, TASK, List.of(watched.rendering(progress(TASK, 2, 20))), watched);

        assertThat(sent)
                .containsExactly(
                        List.of("TaskProgress 20", "ImageProgress #2"),
                        List.of("TaskFailed boom", "ImageProgress #3"));
    }

    @Test
    void aFilterNarrowsPositionalAndObjectEvents() {
        Watched watched = new Watched(TASK, OBJECTS);
        watched.sessions().add(session);
        watched.know(SPEC, 0);
        subscribe(watched, Spelling.TASK, new SubscribeOptions(Set.of("TaskFailed"), 0), List.of());

        watched.dispatch(progress(TASK, 1, 10));
        watched.dispatch(failed(TASK, 2));

        assertThat(sent).containsExactly(List.of("TaskFailed boom"));
    }

    @Test
    void progressIsPacedTheNewestWinsAndTasksTakeTurns() {
        Watched first = watch(TASK, Spelling.TASK);
        Watched second = watch(OTHER, Spelling.TASK);

        first.dispatch(progress(TASK, 1, 1));
        for (int i = 2; i <= 40; i++) {
            first.dispatch(progress(TASK, i, i));
            second.dispatch(progress(OTHER, i, i));
        }

        assertThat(sent).hasSize(1);
        time.pass(ProgressPace.GAP_NANOS);
        assertThat(sent).hasSize(2);
        time.pass(ProgressPace.GAP_NANOS);
        time.pass(ProgressPace.GAP_NANOS);
        assertThat(sent.stream().map(List::getFirst))
                .containsExactly("TaskProgress 1", "TaskProgress 40", "TaskProgress 40");
    }

    @Test
    void aTerminalEventOvertakesWaitingProgress() {
        Watched watched = watch(TASK, Spelling.TASK);
        watched.dispatch(progress(TASK, 1, 1));
        watched.dispatch(progress(TASK, 2, 2));

        watched.dispatch(failed(TASK, 3));
        time.pass(ProgressPace.GAP_NANOS);

        assertThat(sent.stream().map(List::getFirst))
                .containsExactly("TaskProgress 1", "TaskFailed boom");
    }

    @Test
    void noMoreThanTheLimitOfTasksIsWatched() {
        assertThat(session.add(TASK, new Subscription(Spelling.TASK, SubscribeOptions.NONE), 1))
                .isTrue();
        assertThat(session.add(TASK, new Subscription(Spelling.REQUEST, SubscribeOptions.NONE), 1))
                .isTrue();
        assertThat(session.add(OTHER, new Subscription(Spelling.TASK, SubscribeOptions.NONE), 1))
                .isFalse();
    }

    @Test
    void afterSequenceReplaysNewestProgressAndEveryMilestoneOnce() {
        List<TaskEvent> kept =
                List.of(
                        started(TASK, 1),
                        progress(TASK, 2, 10),
                        progress(TASK, 3, 20),
                        failed(TASK, 4));

        assertThat(Replay.of(kept, 1).stream().map(TaskEvent::sequence)).containsExactly(3L, 4L);
        assertThat(Replay.of(kept, 0).stream().map(TaskEvent::sequence)).containsExactly(4L);
        assertThat(Replay.of(kept, 4)).isEmpty();
    }

    private Watched watch(TaskId task, Spelling spelling) {
        Watched watched = new Watched(task, OBJECTS);
        watched.sessions().add(session);
        watched.know(SPEC, 0);
        subscribe(watched, spelling, SubscribeOptions.NONE, List.of());
        return watched;
    }

    private void subscribe(
            Watched watched, Spelling spelling, SubscribeOptions options, List<TaskEvent> replay) {
        Subscription subscription = new Subscription(spelling, options);
        assertThat(session.add(watched.task(), subscription, 1000)).isTrue();
        session.open(
                subscription,
                watched.task(),
                replay.stream().map(watched::rendering).toList(),
                watched);
    }

    /// Time that passes when it is told to.
    private static final class StoppedTime implements Pacing {
        private long now;
        private @Nullable Runnable planned;
        private long due;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void later(Runnable action, long nanos) {
            planned = action;
            due = now + nanos;
        }

        void pass(long nanos) {
            now += nanos;
            Runnable action = planned;
            if (action != null && now >= due) {
                planned = null;
                action.run();
            }
        }
    }

    private static final TaskSpec SPEC =
            new TaskSpec(
                    TaskType.IMAGE,
                    "demo-image",
                    "a lake",
                    new RenderOptions(1, new Size(64, 64), null, null, null, JsonText.EMPTY_OBJECT),
                    Duration.ofSeconds(120),
                    null,
                    null,
                    null);

    private static final EventObjects OBJECTS =
            new EventObjects() {
                @Override
                public Object eventObject(TaskEvent event, TaskSpec spec) {
                    return "#" + event.sequence();
                }

                @Override
                public Object result(TaskEvent event, TaskResult result, TaskSpec spec) {
                    return "result";
                }

                @Override
                public Object status(Task task) {
                    return "status";
                }
            };

    private static String show(Invocation event) {
        return event.target() + " " + event.arguments()[event.arguments().length - 1];
    }

    private static TaskEvent event(TaskId task, long sequence, Body body) {
        return new TaskEvent(task, KEY, sequence, Instant.ofEpochMilli(sequence), body);
    }

    private static TaskEvent started(TaskId task, long sequence) {
        return event(task, sequence, new Body.Started());
    }

    private static TaskEvent progress(TaskId task, long sequence, int percent) {
        return event(
                task,
                sequence,
                new Body.Progressed(new Progress(percent, "working", null, null, null)));
    }

    private static TaskEvent failed(TaskId task, long sequence) {
        return event(task, sequence, new Body.Failed(new Failure("boom", "provider_error", true)));
    }

    private static TaskEvent cancelled(TaskId task, long sequence) {
        return event(task, sequence, new Body.Cancelled(null));
    }
}
