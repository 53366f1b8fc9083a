package im.conduit.http;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.key.KeyHasher;
import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.key.KeyStore;
import im.conduit.realtime.key.VirtualKey;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The filter chain on a real socket.
final class HttpDoorTest {

    private static final String KEY = "vk_the-key-of-these-tests-0123456789";
    private static final String DISABLED = "vk_a-key-that-is-disabled-0123456789";
    private static final String EXPIRED = "vk_a-key-that-has-expired-0123456789";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static EmbeddedServer server;

    @BeforeAll
    static void open() {
        String secret = Base64.getEncoder().encodeToString(new byte[32]);
        server =
                ApplicationContext.run(
                        EmbeddedServer.class,
                        Map.of(
                                "micronaut.server.port",
                                -1,
                                "conduit.public-url",
                                "https://api.example",
                                "conduit.pepper",
                                secret,
                                "conduit.encryption-key",
                                secret,
                                "conduit.keys[0].key",
                                KEY,
                                "conduit.keys[0].name",
                                "first",
                                "conduit.cors.allow-loopback",
                                true,
                                "conduit.cors.allowed-origins",
                                List.of("https://app.example")));
        register(DISABLED, false, null);
        register(EXPIRED, true, Instant.EPOCH);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void eitherHeaderOpensTheDoor() throws Exception {
        assertThat(get("/v1/rooms/mine", "Authorization", "Bearer " + KEY).body())
                .isEqualTo("\"first\"");
        assertThat(get("/v1/rooms/mine", "authorization", "bearer  " + KEY).statusCode())
                .isEqualTo(200);
        assertThat(get("/v1/rooms/mine", "X-API-Key", KEY).body()).isEqualTo("\"first\"");
    }

    @Test
    void whoIsNotKnownIsToldHowToSayWhoTheyAre() throws Exception {
        HttpResponse<String> answer = get("/v1/rooms/mine", "X-Request-Id", "abc-1");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":{\"message\":\"Send a valid key as 'Authorization: Bearer"
                                + " <key>' or 'X-API-Key: <key>'.\",\"type\":\"authentication_error\","
                                + "\"param\":null,\"code\":\"invalid_api_key\"},"
                                + "\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
                                + "\"detail\":\"Send a valid key as 'Authorization: Bearer <key>' or"
                                + " 'X-API-Key: <key>'.\",\"request_id\":\"abc-1\"}");
    }

    @TestFactory
    Stream<DynamicTest> aWrongKeyIsRefused() {
        return Map.of(
                        "Bearer vk_unknown",
                        401,
                        "Bearer ",
                        401,
                        "Basic dXNlcjpwYXNz",
                        401,
                        "Bearer " + KEY + "x",
                        401,
                        "Bearer " + "x".repeat(5000),
                        401,
                        "Bearer " + DISABLED,
                        403,
                        "Bearer " + EXPIRED,
                        403)
                .entrySet()
                .stream()
                .map(
                        each ->
                                DynamicTest.dynamicTest(
                                        each.getKey()
                                                .substring(0, Math.min(20, each.getKey().length())),
                                        () ->
                                                assertThat(
                                                                get(
                                                                                "/v1/rooms/mine",
                                                                                "Authorization",
                                                                                each.getKey())
                                                                        .statusCode())
                                                        .isEqualTo(each.getValue())));
    }

    @Test
    void anAnonymousRouteAsksForNothing() throws Exception {
        assertThat(get("/v1/rooms/open").statusCode()).isEqualTo(200);
    }

    @Test
    void theFrameworksFailuresHaveTheErrorBodyToo() throws Exception {
        assertProblem(get("/v1/nowhere"), 404, "not_found");
        assertProblem(get("/nowhere"), 404, "not_found");
        assertProblem(get("/v1/rooms/echo"), 405, "method_not_allowed");
        assertProblem(
                get("/v1/rooms/mine", "X-API-Key", KEY, "Accept", "text/html"),
                406,
                "not_acceptable");
        assertProblem(
                post("text/plain", BodyPublishers.ofString("hello")),
                415,
                "unsupported_media_type");
        assertProblem(get("/v1/rooms/broken", "X-API-Key", KEY), 500, "internal_error");
        assertThat(get("/v1/rooms/broken", "X-API-Key", KEY).body())
                .doesNotContain("secret", "Exception");
    }

    @Test
    void aBodyComesAsItWasSent() throws Exception {
        assertThat(post("application/json", BodyPublishers.ofString(" [1, 2] ")).body())
                .isEqualTo(" [1, 2] ");
        assertThat(post("application/json; charset=utf-8", BodyPublishers.ofString("é{")).body())
                .isEqualTo("é{");
        assertThat(post("application/json", BodyPublishers.noBody()).body())
                .contains("The body is empty");
    }

    @Test
    void aBodyThatMayBeAbsentMayBeAbsent() throws Exception {
        URI maybe = server.getURI().resolve("/v1/rooms/maybe");
        for (String body : List.of("", "{}")) {
            HttpRequest request =
                    HttpRequest.newBuilder(maybe).POST(BodyPublishers.ofString(body)).build();
            assertThat(CLIENT.send(request, BodyHandlers.ofString()).body())
                    .isEqualTo(body.isEmpty() ? "nothing" : body);
        }
    }

    @Test
    void aBodyOverTheLimitIsRefusedWithAndWithoutALength() throws Exception {
        byte[] most = new byte[1024 * 1024];
        byte[] tooMuch = new byte[1024 * 1024 + 1];
        assertThat(post("application/json", BodyPublishers.ofByteArray(most)).statusCode())
                .isEqualTo(200);
        assertProblem(
                post("application/json", BodyPublishers.ofByteArray(tooMuch)),
                413,
                "payload_too_large");
        assertProblem(
                post(
                        "application/json",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooMuch))),
                413,
                "payload_too_large");
    }

    @Test
    void everyAnswerCarriesTheRequestsId() throws Exception {
        assertThat(id(get("/v1/rooms/open"))).matches("req_[0-9a-f]{32}");
        assertThat(id(get("/v1/rooms/open", "X-Correlation-Id", "c-1"))).isEqualTo("c-1");
        assertThat(id(get("/v1/rooms/open", "X-Request-Id", "a b"))).startsWith("req_");
        assertThat(id(get("/nowhere", "X-Request-Id", "r-1"))).isEqualTo("r-1");
        assertThat(get("/nowhere").headers().firstValue("X-Content-Type-Options"))
                .hasValue("nosniff");
    }

    @Test
    void aValidTraceIsPassedOn() throws Exception {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assertThat(get("/v1/rooms/open", "traceparent", trace).headers().firstValue("traceparent"))
                .hasValue(trace);
        assertThat(get("/v1/rooms/open", "traceparent", "00-0-0-0").headers().map())
                .doesNotContainKey("traceparent");
    }

    @Test
    void allowedOriginsMayReadTheAnswer() throws Exception {
        for (String origin : List.of("https://app.example", "http://localhost:5173")) {
            var headers = get("/v1/rooms/open", "Origin", origin).headers();
            assertThat(headers.firstValue("Access-Control-Allow-Origin")).hasValue(origin);
            assertThat(headers.firstValue("Access-Control-Allow-Credentials")).hasValue("true");
            assertThat(String.join(",", headers.allValues("Access-Control-Expose-Headers")))
                    .contains("Location", "ETag", "Retry-After", "X-Request-Id");
        }
        assertThat(get("/v1/rooms/mine", "Origin", "https://app.example").headers().map())
                .containsKey("access-control-allow-origin");
        HttpResponse<String> elsewhere = get("/v1/rooms/open", "Origin", "https://evil.example");
        assertThat(elsewhere.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(elsewhere.statusCode()).isEqualTo(200);
    }

    @Test
    void aPreflightIsAnsweredWithoutAKey() throws Exception {
        HttpRequest preflight =
                HttpRequest.newBuilder(server.getURI().resolve("/v1/rooms/echo"))
                        .method("OPTIONS", BodyPublishers.noBody())
                        .header("Origin", "https://app.example")
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "authorization,content-type")
                        .build();
        HttpResponse<String> answer = CLIENT.send(preflight, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("https://app.example");
    }

    private static void register(String characters, boolean enabled, @Nullable Instant expiresAt) {
        ApplicationContext context = server.getApplicationContext();
        KeyHasher hasher = context.getBean(KeyHasher.class);
        context.getBean(KeyStore.class)
                .register(
                        new VirtualKey(
                                new KeyId(characters.substring(0, 12)),
                                "other",
                                enabled,
                                expiresAt,
                                List.of()),
                        hasher.hash(characters),
                        "sealed");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/json");
        assertThat(answer.body())
                .contains(
                        "\"code\":\"" + code + "\"",
                        "\"status\":" + status,
                        "\"request_id\":\"req_");
    }

    private static String id(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Request-Id").orElseThrow();
    }

    private static HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.getURI().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> post(String type, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.getURI() + "/v1/rooms/echo"))
                        .POST(body)
                        .header("Content-Type", type)
                        .header("X-API-Key", KEY)
                        .build();
        return CLIENT.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }
}
