package im.conduit.realtime.generation;

import im.conduit.realtime.task.TaskType;
import java.time.Duration;
import java.util.Optional;

/// What recent generations took, learned per model: the source of `estimated_completion_time` and
/// of `Retry-After`. Best effort: never throws for a store that cannot be reached, may lag by
/// seconds.
public interface DurationEstimates {

    /// Adds the time from claim to completion of one task.
    void record(TaskType type, String model, Duration took);

    /// The median of the newest; empty while nothing was recorded. Cheap enough for every request.
    Optional<Duration> typical(TaskType type, String model);
}
