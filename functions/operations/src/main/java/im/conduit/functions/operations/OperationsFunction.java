package im.conduit.functions.operations;

import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction;

/// The cloud entry of this module: HTTP API events, payload format 2.0.
public final class OperationsFunction extends APIGatewayV2HTTPEventFunction {

    /// What the runtime calls.
    public OperationsFunction() {}

    /// @param context started by this constructor; for tests
    OperationsFunction(ApplicationContext context) {
        super(context);
    }
}
