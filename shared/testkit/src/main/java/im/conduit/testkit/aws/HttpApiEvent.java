package im.conduit.testkit.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Event documents of API Gateway HTTP APIs, payload format 2.0, as
/// `docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html`
/// has them: header names in lower case, repeated headers and query parameters joined by commas,
/// cookies in an array of their own, the query also as it was sent.
public final class HttpApiEvent {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final Set<String> NOT_PASSED_ON =
            Set.of("connection", "cookie", "keep-alive", "transfer-encoding", "upgrade", "te");

    private HttpApiEvent() {}

    /// The document of a request that matched a route.
    ///
    /// @param routeKey such as `GET /v1/tasks/{id}` or `$default`
    /// @param pathParameters values of the route's variables
    public static byte[] of(
            ApiRequest request, String routeKey, Map<String, String> pathParameters) {
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "2.0");
        event.put("routeKey", routeKey);
        event.put("rawPath", request.rawPath());
        event.put("rawQueryString", request.rawQuery());
        for (String cookie : cookies(request)) {
            event.withArray("/cookies").add(cookie);
        }
        headers(request).forEach(event.putObject("headers")::put);
        if (!request.rawQuery().isEmpty()) {
            query(request.rawQuery()).forEach(event.putObject("queryStringParameters")::put);
        }
        event.set("requestContext", context(request, routeKey));
        if (!pathParameters.isEmpty()) {
            pathParameters.forEach(event.putObject("pathParameters")::put);
        }
        boolean text = isText(request);
        if (request.body().length > 0) {
            event.put(
                    "body",
                    text
                            ? new String(request.body(), StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(request.body()));
        }
        event.put("isBase64Encoded", request.body().length > 0 && !text);
        return bytes(event);
    }

    static byte[] bytes(ObjectNode document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String requestTime(Instant time) {
        return TIME.format(time);
    }

    static String traceId() {
        String random = UUID.randomUUID().toString().replace("-", "").substring(8);
        return "Root=1-%08x-%s".formatted(Instant.now().getEpochSecond(), random);
    }

    private static ObjectNode context(ApiRequest request, String routeKey) {
        Instant now = Instant.now();
        ObjectNode context = JSON.createObjectNode();
        context.put("accountId", "123456789012");
        context.put("apiId", "lookalike1");
        context.put("domainName", "lookalike1.execute-api.eu-central-1.amazonaws.com");
        context.put("domainPrefix", "lookalike1");
        ObjectNode http = context.putObject("http");
        http.put("method", request.method());
        http.put("path", request.rawPath());
        http.put("protocol", "HTTP/1.1");
        http.put("sourceIp", request.sourceIp());
        http.put("userAgent", headers(request).getOrDefault("user-agent", ""));
        context.put("requestId", UUID.randomUUID().toString().substring(0, 15) + "=");
        context.put("routeKey", routeKey);
        context.put("stage", "$default");
        context.put("time", requestTime(now));
        context.put("timeEpoch", now.toEpochMilli());
        return context;
    }

    private static List<String> cookies(ApiRequest request) {
        List<String> cookies = new ArrayList<>();
        for (ApiRequest.Header header : request.headers()) {
            if (header.name().equalsIgnoreCase("cookie")) {
                for (String cookie : header.value().split(";")) {
                    cookies.add(cookie.strip());
                }
            }
        }
        return cookies;
    }

    private static Map<String, String> headers(ApiRequest request) {
        Map<String, String> joined = new LinkedHashMap<>();
        for (ApiRequest.Header header : request.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (!NOT_PASSED_ON.contains(name)) {
                joined.merge(name, header.value(), (first, second) -> first + "," + second);
            }
        }
        joined.put("content-length", String.valueOf(request.body().length));
        joined.put("x-amzn-trace-id", traceId());
        joined.merge("x-forwarded-for", request.sourceIp(), (sent, peer) -> sent + ", " + peer);
        joined.put("x-forwarded-port", "443");
        joined.put("x-forwarded-proto", "https");
        return joined;
    }

    private static Map<String, String> query(String rawQuery) {
        Map<String, String> joined = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            joined.merge(decode(name), decode(value), (first, second) -> first + "," + second);
        }
        return joined;
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    /// Text is passed as it is, everything else in base64.
    private static boolean isText(ApiRequest request) {
        String type =
                headers(request)
                        .getOrDefault("content-type", "text/plain")
                        .toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.startsWith("application/json")
                || type.startsWith("application/javascript")
                || type.startsWith("application/xml");
    }
}
