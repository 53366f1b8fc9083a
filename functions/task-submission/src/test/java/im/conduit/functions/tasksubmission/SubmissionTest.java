package im.conduit.functions.tasksubmission;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.key.SecretBox;
import im.conduit.realtime.submission.Submissions;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskStatus;
import im.conduit.testkit.aws.HttpFunction.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class SubmissionTest {

    private static final Door DOOR = new Door();
    private static final Pattern ID = Pattern.compile("\"task_id\":\"([0-9a-f-]{36})\"");

    @AfterAll
    static void close() {
        DOOR.close();
    }

    @Test
    void aSubmissionIsDurableBeforeItIsAccepted() {
        Answer answer =
                DOOR.submit(
                        "images", "{\"model\":\"demo-image\",\"prompt\":\"A fox\",\"user\":\"u\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        String id = id(answer);
        String url = "https://api.example/v1/images/generations/" + id;
        assertThat(answer.headers())
                .containsEntry("Location", url)
                .containsEntry("Cache-Control", "no-store")
                .containsKeys("Retry-After", "X-Request-Id");
        Task task = DOOR.task(id);
        assertThat(task.status()).isEqualTo(TaskStatus.PENDING);
        assertThat(task.spec().prompt()).isEqualTo("A fox");
        assertThat(task.spec().user()).isEqualTo("u");
        assertThat(answer.body())
                .contains(
                        "\"status\":\"pending\"",
                        "\"check_status_url\":\"" + url + "\"",
                        "\"checkStatusUrl\":\"" + url + "\"",
                        "\"statusUrl\":\"" + url + "\"",
                        "\"taskId\":\"" + id + "\"",
                        "\"request_id\":\"" + id + "\"",
                        "\"requestId\":\"" + id + "\"",
                        "\"model\":\"demo-image\"");
    }

    @Test
    void idsAreTimeOrderedUuids() {
        String first = id(DOOR.submit("images", "{\"model\":\"demo-image\",\"prompt\":\"1\"}"));
        String second = id(DOOR.submit("images", "{\"model\":\"demo-image\",\"prompt\":\"2\"}"));
        assertThat(first.charAt(14)).isEqualTo('7');
        assertThat(second).isGreaterThan(first);
    }

    @Test
    void videosAreTakenToo() {
        Answer answer =
                DOOR.submit(
                        "videos",
                        "{\"model\":\"demo-video\",\"prompt\":\"A fox\",\"duration\":2,\"fps\":12}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(DOOR.task(id(answer)).spec().options().durationSeconds()).isEqualTo(2);
    }

    @Test
    void webhookHeadersReachTheStoreSealed() {
        Answer answer =
                DOOR.submit(
                        "images",
                        """
                        {"model":"demo-image","prompt":"A fox","webhook_url":"https://1.1.1.1/in",
                         "webhook_headers":{"Authorization":"Bearer hush"},
                         "webhook_events":["completed"]}""");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        var webhook = requireNonNull(DOOR.task(id(answer)).spec().webhook());
        String sealed = requireNonNull(webhook.sealedHeaders());
        assertThat(webhook.events()).containsExactly(EventKind.COMPLETED);
        assertThat(sealed).doesNotContain("hush");
        assertThat(DOOR.context.getBean(SecretBox.class).open(sealed, Submissions.HEADERS_CONTEXT))
                .isEqualTo("{\"Authorization\":\"Bearer hush\"}");
    }

    @Test
    void aTargetInsideIsRefused() {
        for (String url : new String[] {"https://169.254.169.254/x", "https://10.0.0.1/"}) {
            Answer answer =
                    DOOR.submit(
                            "images",
                            "{\"model\":\"demo-image\",\"prompt\":\"A fox\",\"webhook_url\":\""
                                    + url
                                    + "\"}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("\"param\":\"webhook_url\"");
        }
    }

    @Test
    void aModelMustBeKnownForItsTypeAndAllowedForTheKey() {
        assertThat(DOOR.submit("images", "{\"model\":\"nobody\",\"prompt\":\"x\"}").body())
                .contains("\"code\":\"unsupported_model\"", "\"param\":\"model\"");
        assertThat(DOOR.submit("videos", "{\"model\":\"demo-image\",\"prompt\":\"x\"}").status())
                .isEqualTo(400);
        Answer forbidden =
                DOOR.send(
                        "POST",
                        "/v1/images/generations/async",
                        Map.of("X-API-Key", Door.NARROW_KEY, "Content-Type", "application/json"),
                        "{\"model\":\"demo-image\",\"prompt\":\"x\"}"
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(forbidden.body()).contains("\"type\":\"permission_error\"");
    }

    @Test
    void badBodiesAreToldWhatIsWrong() {
        assertThat(DOOR.submit("images", "{\"model\":").body()).contains("not valid JSON");
        assertThat(DOOR.submit("images", "[]").body()).contains("must be a JSON object");
        assertThat(DOOR.submit("images", "").body()).contains("The body is empty");
        assertThat(DOOR.submit("images", "{}").body())
                .contains("\"code\":\"missing_parameter\"", "\"param\":\"model\"");
        Answer large = DOOR.post("/v1/images/generations/async", new byte[1024 * 1024 + 1]);
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.body()).contains("payload_too_large");
    }

    @Test
    void aSubmissionNeedsAKeyAndJson() {
        Map<String, String> json = Map.of("Content-Type", "application/json");
        assertThat(DOOR.send("POST", "/v1/images/generations/async", json, new byte[0]).status())
                .isEqualTo(401);
        Map<String, String> text = Map.of("Content-Type", "text/plain", "X-API-Key", Door.KEY);
        Answer answer = DOOR.send("POST", "/v1/images/generations/async", text, new byte[] {'x'});
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body()).contains("unsupported_media_type");
        assertThat(DOOR.send("PUT", "/v1/images/generations/async", Door.KEY).status())
                .isEqualTo(405);
        assertThat(DOOR.send("GET", "/nowhere", Door.KEY).body()).contains("not_found");
    }

    @Test
    void theOwnerCancelsOnceByTheRouteOfTheType() {
        String image = id(DOOR.submit("images", "{\"model\":\"demo-image\",\"prompt\":\"x\"}"));
        assertThat(DOOR.send("DELETE", "/v1/videos/generations/" + image, Door.KEY).status())
                .isEqualTo(404);
        Answer cancelled = DOOR.send("DELETE", "/v1/images/generations/" + image, Door.KEY);
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.body())
                .isEqualTo("{\"message\":\"Task was cancelled\",\"task_id\":\"" + image + "\"}");
        assertThat(DOOR.task(image).status()).isEqualTo(TaskStatus.CANCELLED);
        Answer again = DOOR.send("DELETE", "/v1/images/generations/" + image, Door.KEY);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body()).contains("invalid_operation");
    }

    @Test
    void videosAndAnyTaskAreCancelledWithoutABody() {
        String video = id(DOOR.submit("videos", "{\"model\":\"demo-video\",\"prompt\":\"x\"}"));
        Answer cancelled = DOOR.send("DELETE", "/v1/videos/generations/" + video, Door.KEY);
        assertThat(cancelled.status()).isEqualTo(204);
        assertThat(cancelled.body()).isEmpty();
        assertThat(DOOR.send("DELETE", "/v1/videos/generations/" + video, Door.KEY).status())
                .isEqualTo(409);
        String image = id(DOOR.submit("images", "{\"model\":\"demo-image\",\"prompt\":\"x\"}"));
        assertThat(DOOR.send("POST", "/v1/tasks/" + image + "/cancel", Door.KEY).status())
                .isEqualTo(204);
        assertThat(DOOR.send("POST", "/v1/tasks/" + image + "/cancel", Door.KEY).status())
                .isEqualTo(409);
    }

    @Test
    void anothersTaskAndNoTaskAreToldApartByNobody() {
        String id = id(DOOR.submit("images", "{\"model\":\"demo-image\",\"prompt\":\"x\"}"));
        Answer foreign = DOOR.send("DELETE", "/v1/images/generations/" + id, Door.OTHER_KEY);
        for (String unknown :
                new String[] {"01890000-0000-7000-8000-000000000000", "task_123", "%00"}) {
            Answer answer = DOOR.send("DELETE", "/v1/images/generations/" + unknown, Door.KEY);
            assertThat(answer.status()).isEqualTo(404).isEqualTo(foreign.status());
            assertThat(withoutId(answer)).isEqualTo(withoutId(foreign));
        }
        assertThat(DOOR.task(id).status()).isEqualTo(TaskStatus.PENDING);
    }

    private static String withoutId(Answer answer) {
        return answer.body().replaceAll("req_[0-9a-f]+", "");
    }

    private static String id(Answer answer) {
        Matcher found = ID.matcher(answer.body());
        assertThat(found.find()).as(answer.body()).isTrue();
        return found.group(1);
    }
}
