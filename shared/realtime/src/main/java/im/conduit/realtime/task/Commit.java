package im.conduit.realtime.task;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the store made of a [Transition].
public sealed interface Commit {

    /// Taken.
    ///
    /// @param task as it stands now
    /// @param event what was written, if the step writes one
    /// @param work what a worker needs to know beyond the task itself
    record Done(Task task, @Nullable TaskEvent event, Work work) implements Commit {}

    /// Not legal now; nothing was written.
    ///
    /// @param task as it stands
    /// @param reason which rule refused it
    record Refused(Task task, Refusal reason) implements Commit {}

    /// There is no such task.
    record Unknown() implements Commit {}

    /// Why a step was refused.
    enum Refusal {
        /// The task has ended.
        TERMINAL,
        /// Another worker holds the lease, or this one's lapsed and was taken.
        LEASE_LOST,
        /// Claimed by another, or not due yet.
        NOT_DUE,
        /// Waited too long in the queue, or past its deadline: only [Transition.Expire] is legal.
        OVERDUE,
        /// Not failed, not retryable, or retried three times.
        NOT_RETRYABLE,
        /// Progress that would fall.
        STALE
    }

    /// The worker's side of a task.
    ///
    /// @param attempt 1 and up since submission or retry, counting automatic repeats
    /// @param intended whether a provider call may already have happened in this attempt
    /// @param providerJob the upstream's id of the job, when it is known
    /// @param timeLeft until the task must have ended, by the store's clock; `null` before the
    ///     first claim
    record Work(
            int attempt,
            boolean intended,
            @Nullable String providerJob,
            @Nullable Duration timeLeft) {}
}
