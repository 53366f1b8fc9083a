package im.conduit.functions.hubconnection;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import im.conduit.signalr.server.HubRequest;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The WebSocket API's three routes on Lambda. Frames of one connection may be worked on side by
/// side, each with what is remembered of it.
public final class HubConnectionFunction
        extends MicronautRequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {

    private final HubSockets sockets;

    /// Started by Lambda.
    public HubConnectionFunction() {
        this.sockets = getApplicationContext().getBean(HubSockets.class);
    }

    /// @param context started; for tests
    public HubConnectionFunction(ApplicationContext context) {
        super(context);
        this.sockets = context.getBean(HubSockets.class);
    }

    @Override
    public APIGatewayV2WebSocketResponse execute(APIGatewayV2WebSocketEvent event) {
        var context = event.getRequestContext();
        String id = context.getConnectionId();
        return switch (context.getRouteKey()) {
            case "$connect" -> answer(sockets.connect(id, query(event), request(event)), null);
            case "$disconnect" -> {
                sockets.disconnect(id);
                yield answer(200, null);
            }
            default -> {
                String body = event.getBody() == null ? "" : event.getBody();
                Instant at = Instant.ofEpochMilli(context.getRequestTimeEpoch());
                yield answer(200, sockets.frame(id, body, at).orElse(null));
            }
        };
    }

    private static APIGatewayV2WebSocketResponse answer(int status, @Nullable String body) {
        APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
        response.setStatusCode(status);
        response.setBody(body);
        return response;
    }

    private static Map<String, String> query(APIGatewayV2WebSocketEvent event) {
        Map<String, String> query = event.getQueryStringParameters();
        return query == null ? Map.of() : query;
    }

    private static HubRequest request(APIGatewayV2WebSocketEvent event) {
        // The gateway has upgraded the connection, and may have kept that header for itself.
        List<String> headers = new ArrayList<>(List.of("Upgrade", "websocket"));
        if (event.getHeaders() != null) {
            event.getHeaders()
                    .forEach(
                            (name, value) -> {
                                headers.add(name);
                                headers.add(value);
                            });
        }
        String query =
                query(event).entrySet().stream()
                        .map(q -> encode(q.getKey()) + "=" + encode(q.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
        return new HubRequest("GET", "/" + query, headers, "", true);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
