package im.conduit.functions.tasksubmission;

import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskStore;
import im.conduit.testkit.RedisProcess;
import im.conduit.testkit.aws.HttpFunction;
import im.conduit.testkit.aws.HttpFunction.Answer;
import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The function on a real Redis, asked with event documents.
final class Door implements AutoCloseable {

    static final String KEY = "vk_the-key-of-these-tests-0123456789";
    static final String OTHER_KEY = "vk_another-key-of-these-tests-012345";
    static final String NARROW_KEY = "vk_a-key-for-videos-only-0123456789";

    final ApplicationContext context;
    private final RedisProcess redis = RedisProcess.start();
    private final HttpFunction function;

    Door() {
        String secret = Base64.getEncoder().encodeToString(new byte[32]);
        context =
                ApplicationContext.builder()
                        .properties(
                                Map.ofEntries(
                                        Map.entry("conduit.redis.uri", redis.uri()),
                                        Map.entry("conduit.public-url", "https://api.example/"),
                                        Map.entry("conduit.pepper", secret),
                                        Map.entry("conduit.encryption-key", secret),
                                        Map.entry("conduit.keys[0].key", KEY),
                                        Map.entry("conduit.keys[1].key", OTHER_KEY),
                                        Map.entry("conduit.keys[2].key", NARROW_KEY),
                                        Map.entry(
                                                "conduit.keys[2].allowed-models",
                                                List.of("demo-v*"))))
                        .build();
        function = new HttpFunction(new TaskSubmissionFunction(context));
    }

    Answer submit(String what, String json) {
        return post("/v1/" + what + "/generations/async", json.getBytes(StandardCharsets.UTF_8));
    }

    Answer post(String path, byte[] body) {
        return function.send(
                "POST",
                path,
                Map.of("Authorization", "Bearer " + KEY, "Content-Type", "application/json"),
                body);
    }

    Answer send(String method, String path, String key) {
        return function.send(method, path, Map.of("X-API-Key", key), new byte[0]);
    }

    Answer send(String method, String path, Map<String, String> headers, byte[] body) {
        return function.send(method, path, headers, body);
    }

    Task task(String id) {
        return context.getBean(TaskStore.class).find(new TaskId(id)).orElseThrow();
    }

    @Override
    public void close() {
        context.close();
        redis.close();
    }
}
