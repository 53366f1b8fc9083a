package im.conduit.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import im.conduit.scenarios.shape.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A caller with a key. Every answer of the server is checked for what all answers have in common.
public final class Api {

    /// Reads and writes.
    public static final ObjectMapper JSON = new ObjectMapper();
    /// What every time looks like.
    public static final String TIMESTAMP = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
    /// Where images are submitted.
    public static final String IMAGES = "/v1/images/generations/async";
    /// Where videos are submitted.
    public static final String VIDEOS = "/v1/videos/generations/async";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;
    private final String key;

    /// A caller at an address.
    public Api(URI uri, Shape.Key key) {
        this.uri = uri;
        this.key = key.key();
    }

    /// A submission that the demo provider will serve.
    public static ObjectNode image(String prompt) {
        return JSON.createObjectNode()
                .put("model", "demo-image")
                .put("prompt", prompt)
                .put("size", "256x256");
    }

    /// A submission of a video of three frames that the demo provider will serve, smaller than
    /// asked for.
    public static ObjectNode video(String prompt) {
        return JSON.createObjectNode()
                .put("model", "demo-video")
                .put("prompt", prompt)
                .put("size", "1280x720")
                .put("duration", 1)
                .put("fps", 3);
    }

    /// Sends a request with the key as a bearer.
    public Answer send(String method, String path, String body) {
        return send(
                method, path, body, request -> request.header("Authorization", "Bearer " + key));
    }

    /// Sends a request without a key but for what `more` adds.
    public Answer send(
            String method, String path, String body, Consumer<HttpRequest.Builder> more) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri.resolve(path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        more.accept(request);
        try {
            return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Gets.
    public Answer get(String path) {
        return send("GET", path, "");
    }

    /// Posts JSON.
    public Answer post(String path, JsonNode body) {
        return send("POST", path, body.toString());
    }

    /// Submits an image, and answers the task's id.
    public String submit(ObjectNode image) {
        return submit(IMAGES, image);
    }

    /// Submits a video, and answers the task's id.
    public String submitVideo(ObjectNode video) {
        return submit(VIDEOS, video);
    }

    private String submit(String path, ObjectNode submission) {
        Answer accepted = post(path, submission);
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        return accepted.at("task_id");
    }

    /// The status document.
    public Answer status(String taskId) {
        return get("/v1/tasks/" + taskId);
    }

    /// Polls until the task has a status, and answers every document seen on the way.
    public List<JsonNode> follow(String taskId, String status) {
        List<JsonNode> seen = new ArrayList<>();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> {
                            Answer answer = status(taskId);
                            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                            seen.add(answer.json());
                            assertThat(endedOtherwise(answer.json(), status))
                                    .as(answer.toString())
                                    .isFalse();
                            return answer.at("status").equals(status);
                        });
        return seen;
    }

    /// Polls until the task has a status, and answers the document that says so.
    public JsonNode reach(String taskId, String status) {
        return follow(taskId, status).getLast();
    }

    private static boolean endedOtherwise(JsonNode document, String wanted) {
        String status = document.path("status").asText();
        return !status.equals(wanted)
                && List.of("completed", "failed", "cancelled").contains(status);
    }
}
