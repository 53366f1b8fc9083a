package im.conduit.functions.operations;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.health.HealthCheck;
import im.conduit.testkit.RedisProcess;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The health routes with a real Redis, and no queue anywhere.
final class HealthControllerTest {

    private static final String SECRET = "A".repeat(43) + "=";

    private RedisProcess redis;
    private EmbeddedServer server;

    @BeforeEach
    void open() {
        redis = RedisProcess.start();
        server =
                ApplicationContext.run(
                        EmbeddedServer.class,
                        Map.of(
                                "conduit.public-url",
                                "https://media.test",
                                "micronaut.server.port",
                                -1,
                                "conduit.pepper",
                                SECRET,
                                "conduit.encryption-key",
                                SECRET,
                                "conduit.sqs.endpoint",
                                "http://127.0.0.1:1",
                                "conduit.redis.uri",
                                redis.uri()));
    }

    @AfterEach
    void close() {
        server.close();
        redis.close();
    }

    @Test
    void eachCheckAnswersForItselfAndOneIllOneMakesTheWholeIll() throws Exception {
        for (String path : new String[] {"/health", "/health/ready"}) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.body())
                    .startsWith("{\"status\":\"Unhealthy\",\"timestamp\":\"20")
                    .containsPattern("\"totalDuration\":\"00:00:0\\d\\.\\d{7}\"")
                    .containsPattern(
                            "\"checks\":\\{.*\"redis\":\\{\"name\":\"redis\",\"status\":\"Healthy\","
                                    + "\"description\":\"Redis answers.\",\"data\":\\{\"latencyMs\":[0-9.E-]+}}")
                    .containsPattern(
                            "\"entries\":\\{.*\"sqs\":\\{\"name\":\"sqs\",\"status\":\"Unhealthy\"")
                    .doesNotContain("127.0.0.1");
        }
    }

    @Test
    void aLiveProcessSaysSoWhateverItDependsOn() throws Exception {
        redis.close();
        HttpResponse<String> answer = get("/health/live");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"status\":\"Healthy\"").contains("\"checks\":{}");
    }

    @Test
    void aStoppedRedisIsNoticed() throws Exception {
        HealthCheck check =
                server.getApplicationContext().getBeansOfType(HealthCheck.class).stream()
                        .filter(each -> each.name().equals("redis"))
                        .findFirst()
                        .orElseThrow();
        check.check();
        redis.close();
        assertThat(get("/health").body())
                .contains("\"redis\":{\"name\":\"redis\",\"status\":\"Unhealthy\"");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.getURL() + path)).build(),
                        BodyHandlers.ofString());
    }
}
