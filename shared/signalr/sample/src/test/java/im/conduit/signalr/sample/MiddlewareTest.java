package im.conduit.signalr.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What stands in front of the host's endpoints.
class MiddlewareTest {

    private static final String ELSEWHERE = "https://elsewhere.example";

    private static final String LOGIN = "{\"Username\":\"test\",\"PASSWORD\":\"test\"}";

    @TempDir static Path files;

    private static EmbeddedServer host;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(files.resolve("client.js"), "0;");
        host = SampleHost.start("--http", "-1", "--static", files.toString());
    }

    @AfterAll
    static void stop() {
        host.getApplicationContext().close();
    }

    private static HttpResponse<String> answer(String method, String path, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(host.getURI() + path))
                        .method(method, BodyPublishers.ofString(LOGIN));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /redirect/negotiate?baseUrl=x, 200",
        "POST, /echoredirect/negotiate, 307",
        "POST, /bad-negotiate/negotiate, 400",
        "POST, /authorizedhub/negotiate, 401",
        "GET, /nowhere, 404",
        "GET, /testhub/negotiate, 405",
        "OPTIONS, /nowhere, 204",
        "OPTIONS, /testhub/negotiate, 204"
    })
    void everyAnswerNamesTheOriginThatAsked(String method, String path, int status)
            throws Exception {
        HttpResponse<String> answer = answer(method, path, "Origin", ELSEWHERE);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                .containsExactly(ELSEWHERE);
        assertThat(answer.headers().allValues("Access-Control-Allow-Credentials"))
                .containsExactly("true");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /testhub/negotiate, 200",
        "POST, /authorizedhub/negotiate, 401",
        "POST, /nowhere/negotiate, 404",
        "GET, /testhub/negotiate, 405"
    })
    void whoNegotiatesGetsCookies(String method, String path, int status) throws Exception {
        HttpResponse<String> answer = answer(method, path);
        assertThat(answer.statusCode()).isEqualTo(status);
        List<String> cookies = answer.headers().allValues("Set-Cookie");
        assertThat(cookies).hasSize(3);
        assertThat(cookies.getFirst()).isEqualTo("testCookie=testValue; path=/");
    }

    @Test
    void pathsAndMembersMatchWithoutRegardToCase() throws Exception {
        HttpResponse<String> file = answer("GET", "/LIB/client.js");
        assertThat(file.body()).isEqualTo("0;");
        assertThat(file.headers().allValues("Content-Type")).containsExactly("text/javascript");
        assertThat(answer("POST", "/Users/Authenticate", "Content-Type", "application/json").body())
                .startsWith("{\"token\":");
        assertThat(answer("POST", "/TESTHUB/Negotiate").statusCode()).isEqualTo(200);
    }
}
