package im.conduit.functions.generationworker;

import im.conduit.lambda.QueueFunction;
import im.conduit.realtime.task.DueWork;
import io.micronaut.context.ApplicationContext;

/// The generation queue on Lambda.
public final class GenerationWorkerFunction extends QueueFunction {

    /// Started by Lambda.
    public GenerationWorkerFunction() {
        super(DueWork.Kind.GENERATION);
    }

    /// @param context started; for tests
    public GenerationWorkerFunction(ApplicationContext context) {
        super(context, DueWork.Kind.GENERATION);
    }
}
