package im.conduit.functions.taskstatus;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.key.Caller;
import im.conduit.realtime.key.Credentials;
import im.conduit.realtime.key.KeyAuthenticator;
import im.conduit.realtime.key.KeyAuthenticator.Verdict;
import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.Transition;
import im.conduit.testkit.RedisProcess;
import im.conduit.testkit.aws.HttpFunction;
import im.conduit.testkit.aws.HttpFunction.Answer;
import im.conduit.testkit.task.TaskSamples;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The function on a real Redis, asked with event documents.
final class StatusTest {

    private static final String KEY = "vk_the-key-of-these-tests-0123456789";
    private static final String OTHER_KEY = "vk_another-key-of-these-tests-012345";

    private static final List<String> ROUTES =
            List.of(
                    "/v1/images/generations/{id}",
                    "/v1/images/generations/{id}/status",
                    "/v1/videos/generations/{id}",
                    "/v1/videos/generations/tasks/{id}",
                    "/v1/tasks/{id}",
                    "/v1/tasks/{id}/status",
                    "/api/tasks/{id}/status");

    private static final RedisProcess REDIS = RedisProcess.start();
    private static final ApplicationContext CONTEXT = context();
    private static final HttpFunction FUNCTION = new HttpFunction(new TaskStatusFunction(CONTEXT));
    private static final TaskStore TASKS = CONTEXT.getBean(TaskStore.class);
    private static final KeyId OWNER = owner();

    @AfterAll
    static void close() {
        CONTEXT.close();
        REDIS.close();
    }

    @Test
    void everyRouteAnswersTheSameDocumentWhateverTheType() {
        for (TaskSpec spec : List.of(TaskSamples.image(), TaskSamples.videoWithEverything())) {
            String id = create(spec);
            Set<String> documents = new HashSet<>();
            for (String route : ROUTES) {
                Answer answer = get(route.replace("{id}", id), KEY, Map.of());
                assertThat(answer.status()).as(route).isEqualTo(200);
                documents.add(answer.body());
            }
            assertThat(documents).hasSize(1).first().asString().contains("\"task_id\":\"" + id);
        }
    }

    @Test
    void anothersTaskAndNoTaskAreToldApartByNobody() {
        String id = create(TaskSamples.image());
        Set<String> answers = new HashSet<>();
        for (String route : ROUTES) {
            answers.add(refused(route, id, OTHER_KEY));
            answers.add(refused(route, TaskSamples.newId().value(), KEY));
            answers.add(refused(route, "task_123", KEY));
        }
        assertThat(answers).hasSize(1);
    }

    @Test
    void anUnfinishedTaskSaysWhenToLookAgain() {
        String id = create(TaskSamples.image());
        Answer pending = poll(id);
        assertThat(pending.headers()).containsEntry("Cache-Control", "no-cache");
        assertThat(Integer.parseInt(pending.headers().get("Retry-After"))).isBetween(1, 30);
        claim(id);
        Answer processing = poll(id);
        assertThat(processing.body()).contains("\"status\":\"processing\"");
        assertThat(Integer.parseInt(processing.headers().get("Retry-After"))).isBetween(1, 30);
    }

    @Test
    void anUnchangedTaskIsNotSentAgain() {
        String id = create(TaskSamples.image());
        String etag = poll(id).headers().get("ETag");
        for (String known : List.of(etag, "W/" + etag, "\"other\", " + etag, "*")) {
            Answer unchanged = get("/v1/tasks/" + id, KEY, Map.of("If-None-Match", known));
            assertThat(unchanged.status()).as(known).isEqualTo(304);
            assertThat(unchanged.body()).isEmpty();
            assertThat(unchanged.headers())
                    .containsEntry("ETag", etag)
                    .containsKeys("Cache-Control", "Retry-After");
        }
        claim(id);
        Answer changed = get("/v1/tasks/" + id, KEY, Map.of("If-None-Match", etag));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.headers().get("ETag")).isNotEqualTo(etag);
    }

    @Test
    void onlyWhatIsSettledMayBeKept() {
        String completed = create(TaskSamples.image());
        claim(completed);
        TASKS.commit(task(completed), new Transition.Complete("lease", TaskSamples.result()));
        assertThat(poll(completed).headers())
                .containsEntry("Cache-Control", "private, max-age=60")
                .doesNotContainKey("Retry-After");

        String failed = create(TaskSamples.image());
        claim(failed);
        TASKS.commit(task(failed), new Transition.Fail("lease", TaskSamples.RETRYABLE));
        assertThat(poll(failed).headers()).containsEntry("Cache-Control", "no-cache");

        String undelivered = create(TaskSamples.imageWithWebhook(EventKind.CANCELLED));
        TASKS.commit(task(undelivered), new Transition.Cancel(null));
        assertThat(poll(undelivered).headers()).containsEntry("Cache-Control", "no-cache");
        assertThat(poll(undelivered).body()).contains("\"webhook\":{\"status\":");
    }

    @Test
    void aCompletedTaskShowsItsResultAtThePublicAddress() {
        String id = create(TaskSamples.image());
        claim(id);
        TASKS.commit(task(id), new Transition.Complete("lease", TaskSamples.result()));
        assertThat(poll(id).body())
                .contains(
                        "\"completed\":true",
                        "\"progress\":100",
                        "\"imageUrl\":\"https://api.example/v1/media/abc.png\"");
    }

    @Test
    void statusNeedsAKey() {
        Answer answer = FUNCTION.send("GET", "/v1/tasks/x", Map.of(), new byte[0]);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("\"type\":\"authentication_error\"");
    }

    @Test
    void aSessionReadsTheTasksOfItsUser() {
        String anns = create(TaskSamples.videoWithEverything());
        String nobodys = create(TaskSamples.image());
        Map<String, String> whole = session(null);
        Map<String, String> narrow = session("user-1");
        assertThat(statusOf(anns, whole)).isEqualTo(200);
        assertThat(statusOf(nobodys, whole)).isEqualTo(200);
        assertThat(statusOf(anns, narrow)).isEqualTo(200);
        assertThat(statusOf(nobodys, narrow)).isEqualTo(404);
        Map<String, String> elsewhere = new HashMap<>(whole);
        elsewhere.put("Origin", "https://evil.example");
        assertThat(statusOf(anns, elsewhere)).isEqualTo(401);
    }

    private static Map<String, String> session(@Nullable String user) {
        Verdict.Active active =
                (Verdict.Active) CONTEXT.getBean(KeyAuthenticator.class).authenticate(KEY);
        String session =
                CONTEXT.getBean(Credentials.class)
                        .issueSession(new Caller(active.key(), user))
                        .text();
        return Map.of("Cookie", Credentials.SESSION_COOKIE + "=" + session);
    }

    private static int statusOf(String id, Map<String, String> headers) {
        return FUNCTION.send("GET", "/v1/tasks/" + id, headers, new byte[0]).status();
    }

    private static String refused(String route, String id, String key) {
        Answer answer = get(route.replace("{id}", id), key, Map.of());
        assertThat(answer.status()).as(route).isEqualTo(404);
        return answer.body().replaceAll("req_[0-9a-f]+", "");
    }

    private static Answer poll(String id) {
        Answer answer = get("/v1/tasks/" + id, KEY, Map.of());
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private static Answer get(String path, String key, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Authorization", "Bearer " + key);
        return FUNCTION.send("GET", path, headers, new byte[0]);
    }

    private static String create(TaskSpec spec) {
        Task task = TASKS.create(TaskSamples.newId(), OWNER, spec);
        return task.id().value();
    }

    private static void claim(String id) {
        TASKS.commit(task(id), new Transition.Claim("lease", Duration.ofMinutes(1)));
    }

    private static TaskId task(String id) {
        return new TaskId(id);
    }

    private static KeyId owner() {
        Verdict verdict = CONTEXT.getBean(KeyAuthenticator.class).authenticate(KEY);
        return ((Verdict.Active) verdict).key().id();
    }

    private static ApplicationContext context() {
        String secret = Base64.getEncoder().encodeToString(new byte[32]);
        return ApplicationContext.run(
                Map.of(
                        "conduit.redis.uri", REDIS.uri(),
                        "conduit.public-url", "https://api.example",
                        "conduit.pepper", secret,
                        "conduit.encryption-key", secret,
                        "conduit.keys[0].key", KEY,
                        "conduit.keys[1].key", OTHER_KEY));
    }
}
