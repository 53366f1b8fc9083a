package im.conduit.functions.taskstatus;

import im.conduit.lambda.HttpFunction;
import io.micronaut.context.ApplicationContext;

/// The cloud entry of this module: HTTP API events, payload format 2.0.
public final class TaskStatusFunction extends HttpFunction {

    /// What the runtime calls.
    public TaskStatusFunction() {}

    /// @param context started by this constructor; for tests
    TaskStatusFunction(ApplicationContext context) {
        super(context);
    }
}
