package im.conduit.realtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.media.MediaInfo;
import im.conduit.realtime.media.MediaItem;
import im.conduit.realtime.media.MediaKey;
import im.conduit.realtime.task.Failure;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskEvent.Body;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskResult;
import im.conduit.realtime.task.TaskType;
import im.conduit.realtime.webhook.Delivery.Content.Snapshot;
import im.conduit.realtime.webhook.WebhookType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookDocumentTest {

    private static final TaskId TASK = new TaskId("018f3c2a-7b5e-7000-8000-00000000abcd");
    private static final JsonText METADATA =
            new JsonText("{\"user_id\":\"12345\",\"10\":1.50,\"9\":[]}");

    private final WebhookDocument documents =
            new WebhookDocument(PublicUrl.of("https://api.example/"));

    /// One kind of event and its body, byte for byte.
    record Golden(
            String name, TaskType type, Body event, @Nullable JsonText metadata, String body) {

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void eachEventHasItsBody(Golden golden) {
        assertThat(body(golden)).isEqualTo(golden.body());
    }

    @Test
    void everyBodySurvivesNode() throws IOException {
        assumeTrue(Node.installed(), "node is not installed");
        List<String> bodies = goldens().map(this::body).toList();
        assertThat(Node.rewrite(bodies)).isEqualTo(bodies);
    }

    @Test
    void theCallersHeadersAreRead() {
        assertThat(documents.headers("{\"Authorization\":\"Bearer a\\\\b\",\"X-A\":\"\"}"))
                .containsExactly(Map.entry("Authorization", "Bearer a\\b"), Map.entry("X-A", ""));
    }

    private String body(Golden golden) {
        Instant at = Instant.parse("2026-01-20T15:30:45.100Z");
        TaskEvent event = new TaskEvent(TASK, new KeyId("key-a"), 3, at, golden.event());
        WebhookType type = new WebhookType(golden.type(), golden.event().kind());
        return documents.body(
                type, new Snapshot(event, "dall-e-3", "A \"sunset\"\n", golden.metadata()));
    }

    private static Stream<Golden> goldens() {
        return Stream.of(
                new Golden(
                        "started",
                        TaskType.IMAGE,
                        new Body.Started(),
                        METADATA,
                        head("processing", "image_generation_started", "task.started")
                                + "\"metadata\":{\"9\":[],\"10\":1.5,\"user_id\":\"12345\"}}"),
                new Golden(
                        "progress with an estimate",
                        TaskType.VIDEO,
                        new Body.Progressed(new Progress(50, "Rendering frames", 5, 10, 30)),
                        null,
                        head("processing", "video_generation_progress", "task.progress")
                                + "\"metadata\":{},\"progress_percentage\":50,"
                                + "\"message\":\"Rendering frames\","
                                + "\"estimated_seconds_remaining\":30,"
                                + "\"result\":{\"progress\":50}}"),
                new Golden(
                        "progress without an estimate",
                        TaskType.IMAGE,
                        new Body.Progressed(new Progress(0, "", null, null, null)),
                        null,
                        head("processing", "image_generation_progress", "task.progress")
                                + "\"metadata\":{},\"progress_percentage\":0,\"message\":\"\","
                                + "\"result\":{\"progress\":0}}"),
                new Golden(
                        "completed images",
                        TaskType.IMAGE,
                        new Body.Completed(images()),
                        METADATA,
                        head("completed", "image_generation_completed", "task.completed") + IMAGES),
                new Golden(
                        "completed video",
                        TaskType.VIDEO,
                        new Body.Completed(video()),
                        null,
                        head("completed", "video_generation_completed", "task.completed") + VIDEO),
                new Golden(
                        "failed",
                        TaskType.IMAGE,
                        new Body.Failed(
                                new Failure(
                                        "Content policy violation detected",
                                        "content_policy_violation",
                                        false)),
                        null,
                        head("failed", "image_generation_completed", "task.failed")
                                + "\"metadata\":{},\"error\":\"Content policy violation detected\","
                                + "\"error_code\":\"content_policy_violation\"}"),
                new Golden(
                        "cancelled",
                        TaskType.VIDEO,
                        new Body.Cancelled(null),
                        null,
                        head("cancelled", "video_generation_completed", "task.cancelled")
                                + "\"metadata\":{},\"error\":\"Task was cancelled\"}"));
    }

    private static String head(String status, String webhookType, String eventType) {
        return "{\"task_id\":\"018f3c2a-7b5e-7000-8000-00000000abcd\",\"status\":\""
                + status
                + "\",\"webhook_type\":\""
                + webhookType
                + "\",\"event_type\":\""
                + eventType
                + "\",\"event_id\":\"evt_018f3c2a7b5e7000800000000000abcd_3\",\"sequence\":3,"
                + "\"timestamp\":\"2026-01-20T15:30:45.100Z\",\"model\":\"dall-e-3\","
                + "\"prompt\":\"A \\\"sunset\\\"\\n\",";
    }

    private static final String IMAGES =
            "\"metadata\":{\"9\":[],\"10\":1.5,\"user_id\":\"12345\"},"
                    + "\"image_url\":\"https://api.example/v1/media/a.png\","
                    + "\"image_urls\":[\"https://api.example/v1/media/a.png\","
                    + "\"https://api.example/v1/media/b.png\"],"
                    + "\"generation_duration_seconds\":3.5,\"result\":{"
                    + "\"url\":\"https://api.example/v1/media/a.png\","
                    + "\"image_url\":\"https://api.example/v1/media/a.png\","
                    + "\"imageUrl\":\"https://api.example/v1/media/a.png\","
                    + "\"image_urls\":[\"https://api.example/v1/media/a.png\","
                    + "\"https://api.example/v1/media/b.png\"],"
                    + "\"imageUrls\":[\"https://api.example/v1/media/a.png\","
                    + "\"https://api.example/v1/media/b.png\"],"
                    + "\"images\":[{\"url\":\"https://api.example/v1/media/a.png\","
                    + "\"contentType\":\"image/png\",\"width\":1024,\"height\":512},"
                    + "{\"url\":\"https://api.example/v1/media/b.png\","
                    + "\"contentType\":\"image/png\",\"width\":1024,\"height\":512}],"
                    + "\"data\":[{\"url\":\"https://api.example/v1/media/a.png\"},"
                    + "{\"url\":\"https://api.example/v1/media/b.png\"}],"
                    + "\"model\":\"demo-image\",\"provider\":\"demo\",\"created\":1768923045}}";

    private static final String VIDEO =
            "\"metadata\":{},\"video_url\":\"https://api.example/v1/media/v.mp4\","
                    + "\"generation_duration_seconds\":60,\"result\":{"
                    + "\"url\":\"https://api.example/v1/media/v.mp4\","
                    + "\"video_url\":\"https://api.example/v1/media/v.mp4\","
                    + "\"videoUrl\":\"https://api.example/v1/media/v.mp4\","
                    + "\"duration\":6,\"metadata\":{\"width\":1280,\"height\":720,\"fps\":24,"
                    + "\"format\":\"mp4\"},\"model\":\"minimax-video\",\"provider\":\"demo\","
                    + "\"created\":1768923045}}";

    private static TaskResult images() {
        MediaInfo info = new MediaInfo(1024, 512, "png", null, null);
        return new TaskResult(
                List.of(
                        new MediaItem(new MediaKey("a.png"), "image/png", info),
                        new MediaItem(new MediaKey("b.png"), "image/png", info)),
                "demo",
                "demo-image",
                null,
                Duration.ofMillis(3500));
    }

    private static TaskResult video() {
        MediaInfo info = new MediaInfo(1280, 720, "mp4", 24, 6.0);
        return new TaskResult(
                List.of(new MediaItem(new MediaKey("v.mp4"), "video/mp4", info)),
                "demo",
                "minimax-video",
                null,
                Duration.ofSeconds(60));
    }
}
