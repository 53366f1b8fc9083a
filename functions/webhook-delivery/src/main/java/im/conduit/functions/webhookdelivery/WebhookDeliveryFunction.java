package im.conduit.functions.webhookdelivery;

import im.conduit.lambda.QueueFunction;
import im.conduit.realtime.task.DueWork;
import io.micronaut.context.ApplicationContext;

/// The webhook queue on Lambda.
public final class WebhookDeliveryFunction extends QueueFunction {

    /// Started by Lambda.
    public WebhookDeliveryFunction() {
        super(DueWork.Kind.WEBHOOK);
    }

    /// @param context started; for tests
    public WebhookDeliveryFunction(ApplicationContext context) {
        super(context, DueWork.Kind.WEBHOOK);
    }
}
