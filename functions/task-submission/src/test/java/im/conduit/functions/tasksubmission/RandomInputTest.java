package im.conduit.functions.tasksubmission;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.testkit.aws.HttpFunction.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Whatever comes, nobody is told of a fault of the server that is none.
final class RandomInputTest {

    private static final Door DOOR = new Door();

    private static final List<String> MEMBERS =
            List.of(
                    "model",
                    "prompt",
                    "n",
                    "size",
                    "quality",
                    "style",
                    "user",
                    "seed",
                    "response_format",
                    "duration",
                    "fps",
                    "webhook_url",
                    "webhook_headers",
                    "webhook_metadata",
                    "webhook_events",
                    "timeout_seconds",
                    "stream");

    private static final List<String> TEXTS =
            List.of(
                    "demo-image",
                    "demo-video",
                    "",
                    " ",
                    "\\u0000",
                    "\\ud800",
                    "\\udfff\\ud83e",
                    "1024x1024",
                    "99999x1",
                    "https://1.1.1.1/a",
                    "http://[::1]/",
                    "https://[",
                    "https://%zz",
                    "https://a\\u0000b/",
                    "completed",
                    "..",
                    "{p001}",
                    "'; return redis.call('FLUSHALL') --");

    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-0",
                    "1",
                    "10",
                    "1.5",
                    "1e2",
                    "1e400",
                    "-1e-400",
                    "1e999999999",
                    "-9223372036854775809",
                    "9007199254740993",
                    "0.1");

    private final Random random = new Random(7);

    @AfterAll
    static void close() {
        DOOR.close();
    }

    @Test
    void randomMembersFindNoFaultOfTheServer() {
        for (int i = 0; i < 2_000; i++) {
            String body =
                    IntStream.range(0, random.nextInt(6))
                            .mapToObj(_ -> "\"" + pick(MEMBERS) + "\":" + value(3))
                            .collect(
                                    Collectors.joining(
                                            ",",
                                            random.nextInt(4) == 0
                                                    ? "{"
                                                    : "{\"model\":\"demo-image\",\"prompt\":\"p\",",
                                            random.nextInt(20) == 0 ? "" : "\"z\":1}"));
            check(body, DOOR.submit(random.nextBoolean() ? "images" : "videos", body));
        }
    }

    @Test
    void randomBytesFindNoFaultOfTheServer() {
        for (int i = 0; i < 1_000; i++) {
            byte[] body = new byte[random.nextInt(64)];
            random.nextBytes(body);
            check("bytes", DOOR.post("/v1/images/generations/async", body));
        }
    }

    @Test
    void randomIdsFindNoFaultOfTheServer() {
        for (int i = 0; i < 500; i++) {
            StringBuilder id = new StringBuilder();
            random.ints(1 + random.nextInt(40), 1, 0xD7FF).forEach(id::appendCodePoint);
            String path = URLEncoder.encode(id.toString(), StandardCharsets.UTF_8);
            check(path, DOOR.send("DELETE", "/v1/images/generations/" + path, Door.KEY));
            check(path, DOOR.send("POST", "/v1/tasks/" + path + "/cancel", Door.KEY));
        }
    }

    @Test
    void randomHeadersFindNoFaultOfTheServer() {
        for (int i = 0; i < 500; i++) {
            Map<String, String> headers =
                    Map.of(
                            pick(List.of("Authorization", "X-API-Key")),
                            "Bearer " + pick(TEXTS),
                            "Content-Type",
                            pick(List.of("x", "a/b/c", "application/json;q", "*/*")),
                            "Accept",
                            pick(List.of("", "x", "application/json", "text/html;q=2")));
            check(
                    headers.toString(),
                    DOOR.send("POST", "/v1/images/generations/async", headers, new byte[] {'{'}));
        }
    }

    private static void check(String input, Answer answer) {
        assertThat(answer.status()).as("%s → %s", input, answer.body()).isBetween(200, 499);
        if (answer.status() >= 400) {
            assertThat(answer.body())
                    .as(input)
                    .startsWith("{\"error\":{\"message\":")
                    .doesNotContain("Exception", "null,\"type\"");
        }
    }

    private String value(int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 -> pick(NUMBERS);
            case 1 -> "\"" + pick(TEXTS) + "\"";
            case 2 -> pick(List.of("null", "true", "false"));
            case 3 -> "[" + value(depth - 1) + "," + value(depth - 1) + "]";
            default ->
                    "{\"" + pick(TEXTS) + "\":" + value(depth - 1) + ",\"X-A\":" + value(0) + "}";
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
