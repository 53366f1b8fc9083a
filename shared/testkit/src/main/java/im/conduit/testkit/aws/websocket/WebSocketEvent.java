package im.conduit.testkit.aws.websocket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Event documents of WebSocket APIs. CONNECT carries the upgrade request's headers and query,
/// MESSAGE neither, DISCONNECT the close status; from the developer guide's
/// `apigateway-websocket-api-mapping-template-reference`.
final class WebSocketEvent {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private WebSocketEvent() {}

    static byte[] connect(GatewayConnection connection, HttpHeaders headers, String uri) {
        ObjectNode event = JSON.createObjectNode();
        headers(event, headers);
        QueryStringDecoder query = new QueryStringDecoder(uri);
        if (!query.parameters().isEmpty()) {
            ObjectNode last = event.putObject("queryStringParameters");
            ObjectNode all = event.putObject("multiValueQueryStringParameters");
            query.parameters()
                    .forEach(
                            (name, values) -> {
                                last.put(name, values.getLast());
                                values.forEach(all.putArray(name)::add);
                            });
        }
        event.set("requestContext", context(connection, "$connect", "CONNECT"));
        event.put("isBase64Encoded", false);
        return bytes(event);
    }

    static byte[] message(GatewayConnection connection, String body) {
        ObjectNode event = JSON.createObjectNode();
        ObjectNode context = context(connection, "$default", "MESSAGE");
        context.put("messageId", UUID.randomUUID().toString().substring(0, 15) + "=");
        event.set("requestContext", context);
        event.put("body", body);
        event.put("isBase64Encoded", false);
        return bytes(event);
    }

    static byte[] disconnect(GatewayConnection connection, GatewayConnection.End end) {
        ObjectNode event = JSON.createObjectNode();
        ObjectNode headers = event.putObject("headers");
        ObjectNode all = event.putObject("multiValueHeaders");
        for (String name : List.of("Host", "x-api-key", "X-Forwarded-For", "x-restapi")) {
            String value = name.equals("Host") ? WebSocketApiLookAlike.DOMAIN : "";
            headers.put(name, value);
            all.putArray(name).add(value);
        }
        ObjectNode context = context(connection, "$disconnect", "DISCONNECT");
        context.put("disconnectStatusCode", end.status());
        context.put("disconnectReason", end.reason());
        event.set("requestContext", context);
        event.put("isBase64Encoded", false);
        return bytes(event);
    }

    private static void headers(ObjectNode event, HttpHeaders sent) {
        ObjectNode last = event.putObject("headers");
        ObjectNode all = event.putObject("multiValueHeaders");
        for (String name : sent.names()) {
            if (!name.equalsIgnoreCase("connection") && !name.equalsIgnoreCase("upgrade")) {
                last.put(name, sent.getAll(name).getLast());
                sent.getAll(name).forEach(all.putArray(name)::add);
            }
        }
    }

    private static ObjectNode context(GatewayConnection connection, String route, String type) {
        Instant now = Instant.now();
        String request = UUID.randomUUID().toString().substring(0, 15) + "=";
        ObjectNode context = JSON.createObjectNode();
        context.put("routeKey", route);
        context.put("eventType", type);
        context.put("extendedRequestId", request);
        context.put("requestTime", TIME.format(now));
        context.put("messageDirection", "IN");
        context.put("stage", WebSocketApiLookAlike.STAGE);
        context.put("connectedAt", connection.connectedAt.toEpochMilli());
        context.put("requestTimeEpoch", now.toEpochMilli());
        ObjectNode identity = context.putObject("identity");
        identity.put("sourceIp", connection.sourceIp);
        identity.put("userAgent", connection.userAgent);
        context.put("requestId", request);
        context.put("domainName", WebSocketApiLookAlike.DOMAIN);
        context.put("connectionId", connection.id);
        context.put("apiId", "lookalike2");
        return context;
    }

    private static byte[] bytes(ObjectNode document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
