package im.conduit.testkit.task;

import static im.conduit.testkit.task.TaskSamples.FINAL;
import static im.conduit.testkit.task.TaskSamples.OWNER;
import static im.conduit.testkit.task.TaskSamples.RETRYABLE;
import static im.conduit.testkit.task.TaskSamples.image;
import static im.conduit.testkit.task.TaskSamples.newId;
import static im.conduit.testkit.task.TaskSamples.progress;
import static im.conduit.testkit.task.TaskSamples.result;
import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.task.Commit;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every step from every place: what is legal, and that a refused step leaves no trace.
///
/// The worker of the table holds the lease `mine` where anybody does; `other` never does.
public abstract class TransitionTableContract {

    private static final Duration LONG = Duration.ofMinutes(5);

    /// Steps, in the order of the columns of [#TABLE].
    private static final Map<String, Transition> STEPS = steps();

    /// `+` done, `T` terminal, `L` lease lost, `N` not due, `R` not retryable.
    private static final Map<String, String> TABLE =
            table(
                    //         claim beat intend park advance repeat complete fail | same by `other`
                    //                                                    | cancel expire retry
                    "pending    + L L L L L L L   + L L L L L L L   + N R",
                    "processing + + + + + + + +   N L L L L L L L   + N R",
                    "parked     N L L L L L L L   N L L L L L L L   + N R",
                    "repeating  N L L L L L L L   N L L L L L L L   + N R",
                    "completed  T T T T T T T T   T T T T T T T T   T T R",
                    "failed     T T T T T T T T   T T T T T T T T   T T +",
                    "refused    T T T T T T T T   T T T T T T T T   T T R",
                    "cancelled  T T T T T T T T   T T T T T T T T   T T R",
                    "retried    + L L L L L L L   + L L L L L L L   + N R");

    /// The store under test.
    protected abstract TaskStore store();

    @TestFactory
    List<DynamicTest> stepsAreLegalExactlyWhereTheTableSaysSo() {
        List<DynamicTest> tests = new ArrayList<>();
        TABLE.forEach(
                (place, row) -> {
                    int column = 0;
                    for (Map.Entry<String, Transition> step : STEPS.entrySet()) {
                        char expected = row.charAt(column++);
                        tests.add(
                                DynamicTest.dynamicTest(
                                        place + ", " + step.getKey() + ": " + expected,
                                        () -> check(place, step.getValue(), expected)));
                    }
                });
        return tests;
    }

    private void check(String place, Transition step, char expected) {
        TaskStore store = store();
        TaskId id = bring(store, place);
        Task before = store.find(id).orElseThrow();
        List<TaskEvent> events = store.events(id, 0);
        Commit commit = store.commit(id, step);
        assertThat(outcome(commit)).isEqualTo(expected);
        if (commit instanceof Commit.Refused(Task task, _)) {
            assertThat(task).isEqualTo(before);
            assertThat(store.find(id)).contains(before);
            assertThat(store.events(id, 0)).isEqualTo(events);
        }
    }

    private static char outcome(Commit commit) {
        return switch (commit) {
            case Commit.Done _ -> '+';
            case Commit.Unknown _ -> '?';
            case Commit.Refused(_, Commit.Refusal reason) ->
                    switch (reason) {
                        case TERMINAL -> 'T';
                        case LEASE_LOST -> 'L';
                        case NOT_DUE -> 'N';
                        case OVERDUE -> 'O';
                        case NOT_RETRYABLE -> 'R';
                        case STALE -> 'S';
                    };
        };
    }

    private static TaskId bring(TaskStore store, String place) {
        TaskId id = store.create(newId(), OWNER, image()).id();
        List<Transition> way =
                switch (place) {
                    case "pending" -> List.of();
                    case "processing" -> List.of(claim());
                    case "parked" -> List.of(claim(), new Transition.Park("mine", "j", LONG, null));
                    case "repeating" -> List.of(claim(), new Transition.Repeat("mine", LONG));
                    case "completed" -> List.of(claim(), new Transition.Complete("mine", result()));
                    case "failed" -> List.of(claim(), new Transition.Fail("mine", RETRYABLE));
                    case "refused" -> List.of(claim(), new Transition.Fail("mine", FINAL));
                    case "cancelled" -> List.of(claim(), new Transition.Cancel("why"));
                    case "retried" ->
                            List.of(
                                    claim(),
                                    new Transition.Fail("mine", RETRYABLE),
                                    new Transition.Retry());
                    default -> throw new IllegalArgumentException(place);
                };
        way.forEach(step -> assertThat(store.commit(id, step)).isInstanceOf(Commit.Done.class));
        return id;
    }

    private static Transition claim() {
        return new Transition.Claim("mine", LONG);
    }

    private static Map<String, Transition> steps() {
        Map<String, Transition> steps = new LinkedHashMap<>();
        for (String lease : List.of("mine", "other")) {
            steps.put("claim by " + lease, new Transition.Claim(lease, LONG));
            steps.put("heartbeat by " + lease, new Transition.Heartbeat(lease, LONG));
            steps.put("intend by " + lease, new Transition.Intend(lease));
            steps.put("park by " + lease, new Transition.Park(lease, "j", LONG, progress(9)));
            steps.put("advance by " + lease, new Transition.Advance(lease, progress(9)));
            steps.put("repeat by " + lease, new Transition.Repeat(lease, LONG));
            steps.put("complete by " + lease, new Transition.Complete(lease, result()));
            steps.put("fail by " + lease, new Transition.Fail(lease, RETRYABLE));
        }
        steps.put("cancel", new Transition.Cancel(null));
        steps.put("expire", new Transition.Expire(RETRYABLE));
        steps.put("retry", new Transition.Retry());
        return steps;
    }

    private static Map<String, String> table(String... rows) {
        Map<String, String> table = new LinkedHashMap<>();
        for (String row : rows) {
            String[] cells = row.split(" ", 2);
            table.put(cells[0], cells[1].replace(" ", ""));
        }
        return table;
    }
}
