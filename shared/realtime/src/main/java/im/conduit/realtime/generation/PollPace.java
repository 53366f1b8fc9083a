package im.conduit.realtime.generation;

import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.Task.State;
import im.conduit.realtime.task.TaskType;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/// When it is worth to look at a task again: `Retry-After`, learned from what the model's recent
/// tasks took. Contract section 3.
@Singleton
public final class PollPace {

    private static final long LONGEST = 30;

    private final DurationEstimates estimates;
    private final InstantSource clock;

    PollPace(DurationEstimates estimates, InstantSource clock) {
        this.estimates = estimates;
        this.clock = clock;
    }

    /// Whole seconds until the next look at an unfinished task, 1 to 30: what is probably left of
    /// it, and a tenth of the usual time once it takes longer than usual.
    public long secondsToNext(Task task) {
        Duration usual = usual(task.spec().type(), task.spec().model());
        Duration left =
                task.state() instanceof State.Processing(var started, _)
                        ? usual.minus(Duration.between(started, clock.instant()))
                        : usual;
        Duration tenth = usual.dividedBy(10);
        Duration next = left.compareTo(tenth) > 0 ? left : tenth;
        return Math.clamp(next.plusMillis(999).toSeconds(), 1, LONGEST);
    }

    /// What a task of this kind takes, or a guess while nothing is known.
    public Duration usual(TaskType type, String model) {
        return estimates
                .typical(type, model)
                .orElseGet(
                        () ->
                                switch (type) {
                                    case IMAGE -> Duration.ofSeconds(3);
                                    case VIDEO -> Duration.ofSeconds(10);
                                });
    }
}
