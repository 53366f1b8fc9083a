package im.conduit.testkit.aws.websocket;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import im.conduit.testkit.aws.LambdaFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A gateway that remembers the events it hands on.
abstract class GatewayFixture {

    static final ObjectMapper JSON = new ObjectMapper();
    static final byte[] OK = "{\"statusCode\":200}".getBytes(StandardCharsets.UTF_8);

    final HttpClient http = HttpClient.newHttpClient();
    final List<JsonNode> events = new CopyOnWriteArrayList<>();
    WebSocketApiLookAlike gateway = WebSocketApiLookAlike.start(GatewayLimits.DOCUMENTED);

    @BeforeEach
    void answerEverything() {
        deploy(_ -> OK, true);
    }

    void restart(GatewayLimits limits) {
        gateway.close();
        gateway = WebSocketApiLookAlike.start(limits);
        deploy(_ -> OK, true);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    interface Handler {
        byte[] handle(byte[] event) throws Exception;
    }

    void deploy(Handler handler, boolean routeResponse) {
        LambdaFunction function =
                event -> {
                    try {
                        events.add(JSON.readTree(event));
                        return handler.handle(event);
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                };
        gateway.deploy(WebSocketRoutes.to(function, routeResponse));
    }

    static LambdaFunction.FunctionFailure failure() {
        return new LambdaFunction.FunctionFailure("thrown");
    }

    static byte[] body(String text) {
        var answer = JSON.createObjectNode().put("statusCode", 200).put("body", text);
        return answer.toString().getBytes(StandardCharsets.UTF_8);
    }

    JsonNode event(String type) {
        return await().until(
                        () ->
                                events.stream()
                                        .filter(e -> type(e).equals(type))
                                        .reduce((_, last) -> last),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    static String type(JsonNode event) {
        return event.at("/requestContext/eventType").asText();
    }

    String connectionId() {
        return event("CONNECT").at("/requestContext/connectionId").asText();
    }

    int refusal() {
        return refusal(gateway.uri());
    }

    static int refusal(URI uri) {
        CompletionException refused =
                catchThrowableOfType(CompletionException.class, () -> new GatewayClient(uri));
        assertThat(refused).hasCauseInstanceOf(WebSocketHandshakeException.class);
        var cause = (WebSocketHandshakeException) requireNonNull(refused.getCause());
        return cause.getResponse().statusCode();
    }

    URI management(String connectionId) {
        return URI.create(
                gateway.managementUri()
                        + "/@connections/"
                        + URLEncoder.encode(connectionId, StandardCharsets.UTF_8));
    }

    HttpResponse<String> manage(String method, String connectionId, String body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(management(connectionId))
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .header("Authorization", "AWS4-HMAC-SHA256 Credential=look-alike")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
