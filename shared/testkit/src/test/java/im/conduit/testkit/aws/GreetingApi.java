package im.conduit.testkit.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import java.util.Map;

/// A typed handler behind an HTTP API.
public final class GreetingApi
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    /// As AWS's runtime makes it.
    public GreetingApi() {}

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(201)
                .withHeaders(Map.of("X-Seen", event.getPathParameters().get("id")))
                .withCookies(List.of("a=1", "b=2"))
                .withBody(event.getBody() + event.getHeaders().get("x-more"))
                .build();
    }
}
