package im.conduit.functions.hubconnection;

import im.conduit.lambda.QueueFunction;
import im.conduit.realtime.task.DueWork;
import io.micronaut.context.ApplicationContext;

/// The hub queue on Lambda: pushes events to the gateway's connections.
public final class HubFanoutFunction extends QueueFunction {

    /// Started by Lambda.
    public HubFanoutFunction() {
        super(DueWork.Kind.HUB);
    }

    /// @param context started; for tests
    public HubFanoutFunction(ApplicationContext context) {
        super(context, DueWork.Kind.HUB);
    }
}
