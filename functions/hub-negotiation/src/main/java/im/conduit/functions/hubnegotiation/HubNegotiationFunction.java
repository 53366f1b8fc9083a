package im.conduit.functions.hubnegotiation;

import im.conduit.lambda.HttpFunction;
import io.micronaut.context.ApplicationContext;

/// The cloud entry of this module: HTTP API events, payload format 2.0.
public final class HubNegotiationFunction extends HttpFunction {

    /// What the runtime calls.
    public HubNegotiationFunction() {}

    /// @param context started by this constructor; for tests
    HubNegotiationFunction(ApplicationContext context) {
        super(context);
    }
}
