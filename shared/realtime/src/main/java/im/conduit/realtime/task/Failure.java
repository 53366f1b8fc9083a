package im.conduit.realtime.task;

/// Why a task failed.
///
/// @param error one sentence for the caller; no secrets, no stack traces
/// @param code such as `content_policy_violation`, `timeout`, `provider_error`
/// @param retryable whether the caller may retry the task
public record Failure(String error, String code, boolean retryable) {

    /// The task waited too long for a worker, or its work took longer than its time limit.
    public static final Failure TIMED_OUT =
            new Failure("The task did not finish in time", "timeout", true);
}
