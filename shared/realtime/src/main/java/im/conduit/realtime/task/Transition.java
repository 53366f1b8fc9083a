package im.conduit.realtime.task;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A step that somebody wants a task to take. The store takes it when it is legal, atomically with
/// everything that follows from it: the event, the due set, the planned deliveries.
public sealed interface Transition {

    /// A worker wants the task. Legal when it is pending, or processing with a lapsed lease, or
    /// parked and due, and in time. The first claim since submission or retry writes `started`.
    ///
    /// @param lease the worker's fence: a fresh random text
    /// @param leaseTime how long it holds without a heartbeat
    record Claim(String lease, Duration leaseTime) implements Transition {}

    /// The lease holder is still there. No event.
    record Heartbeat(String lease, Duration leaseTime) implements Transition {}

    /// The lease holder is about to call the provider. No event.
    record Intend(String lease) implements Transition {}

    /// The provider took the job under its own id and the lease is parked: the due set brings the
    /// task back after `lookAgainAfter`. No event but progress.
    record Park(
            String lease, String providerJob, Duration lookAgainAfter, @Nullable Progress progress)
            implements Transition {}

    /// The work moved on. Refused quietly when the percentage falls.
    record Advance(String lease, Progress progress) implements Transition {}

    /// An attempt failed and another follows after `delay`; the lease is given back. No event.
    record Repeat(String lease, Duration delay) implements Transition {}

    /// Ended with a result.
    record Complete(String lease, TaskResult result) implements Transition {}

    /// Ended without one.
    record Fail(String lease, Failure failure) implements Transition {}

    /// Its owner wants it no more. Legal until the task has ended.
    record Cancel(@Nullable String reason) implements Transition {}

    /// Its time is over (queued too long, or past its deadline). Needs no lease.
    record Expire(Failure failure) implements Transition {}

    /// Its owner sends it back to pending. Legal for a failed, retryable task under 3 retries.
    record Retry() implements Transition {}
}
