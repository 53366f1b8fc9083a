package im.conduit.functions.tasksubmission;

import im.conduit.lambda.HttpFunction;
import io.micronaut.context.ApplicationContext;

/// The cloud entry of this module: HTTP API events, payload format 2.0.
public final class TaskSubmissionFunction extends HttpFunction {

    /// What the runtime calls.
    public TaskSubmissionFunction() {}

    /// @param context started by this constructor; for tests
    TaskSubmissionFunction(ApplicationContext context) {
        super(context);
    }
}
