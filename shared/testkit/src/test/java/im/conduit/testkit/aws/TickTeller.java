package im.conduit.testkit.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;

/// Tells who ticked, and when.
public final class TickTeller implements RequestHandler<ScheduledEvent, String> {

    /// As AWS's runtime makes it.
    public TickTeller() {}

    @Override
    public String handleRequest(ScheduledEvent event, Context context) {
        return event.getSource() + " " + event.getTime().getMillis();
    }
}
