package im.conduit.realtime.task;

/// Why a task failed.
///
/// @param error one sentence for the caller; no secrets, no stack traces
/// @param code such as `content_policy_violation`, `timeout`, `provider_error`
/// @param retryable whether the caller may retry the task
public record Failure(String error, String code, boolean retryable) {}
