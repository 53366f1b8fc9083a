package im.conduit.realtime.submission;

import im.conduit.realtime.task.Task;
import java.time.Instant;

/// What became of a submission.
public sealed interface Submission {

    /// Durable: it will end, whatever happens.
    ///
    /// @param estimatedCompletion when it will probably have ended
    record Accepted(Task task, Instant estimatedCompletion) implements Submission {}

    /// Nobody here makes this type with this model.
    record UnknownModel(String model) implements Submission {}

    /// The key may not use this model.
    record ForbiddenModel(String model) implements Submission {}

    /// The webhook's target must not be called.
    ///
    /// @param reason continues a sentence that begins with the target
    record RefusedTarget(String reason) implements Submission {}
}
