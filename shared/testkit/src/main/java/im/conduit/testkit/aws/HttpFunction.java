package im.conduit.testkit.aws;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An HTTP function of this class path, called with event documents that AWS's own serializer
/// reads. Safe for use by many threads when the function is.
///
/// @param handler the function's entry
public record HttpFunction(
        RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler) {

    /// Sends a request as API Gateway would.
    ///
    /// @param path with the query, if there is one
    public Answer send(String method, String path, Map<String, String> headers, byte[] body) {
        int query = path.indexOf('?');
        List<ApiRequest.Header> lines =
                headers.entrySet().stream()
                        .map(header -> new ApiRequest.Header(header.getKey(), header.getValue()))
                        .toList();
        ApiRequest request =
                new ApiRequest(
                        method,
                        query < 0 ? path : path.substring(0, query),
                        query < 0 ? "" : path.substring(query + 1),
                        lines,
                        body,
                        "203.0.113.7");
        byte[] document = HttpApiEvent.of(request, "$default", Map.of());
        APIGatewayV2HTTPEvent event =
                LambdaEventSerializers.serializerFor(
                                APIGatewayV2HTTPEvent.class,
                                APIGatewayV2HTTPEvent.class.getClassLoader())
                        .fromJson(new ByteArrayInputStream(document));
        return answer(handler.handleRequest(event, null));
    }

    private static Answer answer(APIGatewayV2HTTPResponse response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (response.getMultiValueHeaders() != null) {
            response.getMultiValueHeaders()
                    .forEach((name, values) -> headers.put(name, String.join(",", values)));
        }
        if (response.getHeaders() != null) {
            headers.putAll(response.getHeaders());
        }
        if (response.getCookies() != null) {
            headers.put("Set-Cookie", String.join("\n", response.getCookies()));
        }
        String body = response.getBody() == null ? "" : response.getBody();
        if (response.getIsBase64Encoded()) {
            body = new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
        }
        return new Answer(response.getStatusCode(), headers, body);
    }

    /// An answer.
    ///
    /// @param headers by name, without regard to case; cookies are under `Set-Cookie`
    public record Answer(int status, Map<String, String> headers, String body) {}
}
