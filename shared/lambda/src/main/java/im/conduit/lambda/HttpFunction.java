package im.conduit.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction;
import java.util.HashMap;
import java.util.Map;

/// The HTTP door on Lambda: HTTP API events, payload format 2.0, in front of the controllers on the
/// class path. That format takes cookies out of the headers into a list of their own, where the
/// framework does not look for them; they are put back.
public abstract class HttpFunction extends APIGatewayV2HTTPEventFunction {

    /// For the runtime.
    protected HttpFunction() {}

    /// @param context started by this constructor if it is not; for tests
    protected HttpFunction(ApplicationContext context) {
        super(context);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        if (event.getCookies() != null && !event.getCookies().isEmpty()) {
            Map<String, String> headers = new HashMap<>(event.getHeaders());
            headers.put("cookie", String.join("; ", event.getCookies()));
            event.setHeaders(headers);
        }
        return super.handleRequest(event, context);
    }
}
