package im.conduit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.testkit.aws.HttpApiRoutes.Route;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpApiLookAlikeTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpApiLookAlike api;

    @BeforeEach
    void start() {
        api = HttpApiLookAlike.start();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aTypedHandlerSeesTheRequestAndItsAnswerComesBack() throws Exception {
        deploy(
                new Route(
                        "POST /things/{id}",
                        RuntimeClientHandler.load(GreetingApi.class.getName())));

        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(api.uri().resolve("/things/7?x=1"))
                                .header("Content-Type", "application/json")
                                .header("X-More", "!")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("x-seen")).hasValue("7");
        assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.body()).isEqualTo("{}!");
    }

    @Test
    void bytesComeBackFromBase64() throws Exception {
        deploy(answering("{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"AP8=\"}"));
        HttpResponse<byte[]> answer =
                client.send(get("/any"), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.body()).containsExactly(0, 0xff);
    }

    @Test
    void anAnswerWithoutAStatusIsTheBody() throws Exception {
        deploy(answering("{\"hello\":\"world\"}"));
        HttpResponse<String> answer = fetch("/any");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("{\"hello\":\"world\"}");
    }

    @Test
    void aFunctionErrorIs500AndAnUnknownRoute404() throws Exception {
        deploy(
                new Route(
                        "GET /broken",
                        _ -> {
                            throw new LambdaFunction.FunctionFailure("thrown");
                        }));
        assertThat(fetch("/broken").statusCode()).isEqualTo(500);
        assertThat(fetch("/broken").body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        assertThat(fetch("/other").statusCode()).isEqualTo(404);
        assertThat(fetch("/other").body()).isEqualTo("{\"message\":\"Not Found\"}");
    }

    @Test
    void anAnswerOverSixMegabytesIs500() throws Exception {
        byte[] large = new byte[6 * 1024 * 1024 + 1];
        Arrays.fill(large, (byte) ' ');
        deploy(new Route("$default", _ -> large));
        assertThat(fetch("/any").statusCode()).isEqualTo(500);
    }

    @Test
    void theMostSpecificRouteIsChosen() {
        HttpApiRoutes routes =
                new HttpApiRoutes(
                        List.of(
                                route("$default"),
                                route("ANY /v1/{rest+}"),
                                route("GET /v1/tasks/{id}"),
                                route("GET /v1/tasks/all"),
                                route("ANY /v1/tasks/{id}")));
        assertThat(chosen(routes, "GET", "/v1/tasks/all")).isEqualTo("GET /v1/tasks/all");
        assertThat(chosen(routes, "GET", "/v1/tasks/7")).isEqualTo("GET /v1/tasks/{id}");
        assertThat(chosen(routes, "DELETE", "/v1/tasks/7")).isEqualTo("ANY /v1/tasks/{id}");
        assertThat(chosen(routes, "GET", "/v1/tasks/7/status")).isEqualTo("ANY /v1/{rest+}");
        assertThat(chosen(routes, "GET", "/health")).isEqualTo("$default");
        assertThat(routes.find("GET", "/v1/a/b").orElseThrow().pathParameters())
                .containsExactly(Map.entry("rest", "a/b"));
    }

    private static String chosen(HttpApiRoutes routes, String method, String path) {
        return routes.find(method, path).orElseThrow().route().key();
    }

    private static Route route(String key) {
        return new Route(key, event -> event);
    }

    private static Route answering(String document) {
        return new Route("$default", _ -> document.getBytes(StandardCharsets.UTF_8));
    }

    private void deploy(Route... routes) {
        api.deploy(new HttpApiRoutes(List.of(routes)));
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(api.uri().resolve(path)).build();
    }

    private HttpResponse<String> fetch(String path) throws Exception {
        return client.send(get(path), HttpResponse.BodyHandlers.ofString());
    }
}
