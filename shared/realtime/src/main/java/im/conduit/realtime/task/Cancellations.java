package im.conduit.realtime.task;

import im.conduit.realtime.key.Caller;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Cancels tasks at their owner's wish. Contract section 4.
@Singleton
public final class Cancellations {

    private final TaskStore tasks;

    Cancellations(TaskStore tasks) {
        this.tasks = tasks;
    }

    /// What became of the wish.
    public enum Outcome {
        /// The task is cancelled; no progress follows.
        CANCELLED,
        /// It had ended before.
        ENDED_BEFORE,
        /// There is no such task for this caller, or not of this type.
        UNKNOWN
    }

    /// Cancels a task.
    ///
    /// @param id as the caller wrote it
    /// @param type the type that the route is for; `null` takes both
    public Outcome cancel(Caller caller, String id, @Nullable TaskType type) {
        Optional<Task> found =
                TaskId.parse(id)
                        .flatMap(tasks::find)
                        .filter(task -> caller.sees(task.owner(), task.spec().user()))
                        .filter(task -> type == null || task.spec().type() == type);
        if (found.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        return switch (tasks.commit(found.get().id(), new Transition.Cancel(null))) {
            case Commit.Done _ -> Outcome.CANCELLED;
            case Commit.Refused _ -> Outcome.ENDED_BEFORE;
            case Commit.Unknown _ -> Outcome.UNKNOWN;
        };
    }
}
