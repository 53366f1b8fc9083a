package im.conduit.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import im.conduit.scenarios.shape.Shape;
import im.conduit.scenarios.shape.ShapeKind;
import im.conduit.testkit.webhook.ReceivedWebhook;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A video, from its submission to its bytes.
class MakingAVideoTest extends Scenarios {

    private static final String ROUTE = "/v1/videos/generations/";
    private static final String TRUE_MEASURES =
            "{\"width\":320,\"height\":180,\"fps\":3,\"format\":\"mp4\"}";

    MakingAVideoTest(ShapeKind kind) {
        super(kind);
    }

    private HubCaller connect() {
        return HubCaller.connect(shape.hub("video-generation", Shape.Key.ALICE));
    }

    @Test
    void theVideoHubTellsOfFramesAndOfTheResultAndNeverOfThePrompt() {
        try (HubCaller hub = connect()) {
            String id = alice.submitVideo(Api.video("a lagoon [slow:3s]"));
            hub.invoke("SubscribeToTask", id);

            JsonNode result = hub.awaitMessage("TaskCompleted", id);
            assertThat(result).hasSize(2);
            String url = alice.status(id).at("result/videoUrl");
            assertThat(result.at("/1/videoUrl").asText()).isEqualTo(url);
            assertThat(hub.messages("TaskProgress"))
                    .isNotEmpty()
                    .allMatch(a -> a.size() == 2 && a.get(1).isIntegralNumber());
            for (String target : List.of("Progress", "VideoStatus")) {
                assertCompleted(hub.awaitObject(target, "VideoGenerationCompleted"), url);
                assertFrames(hub.messages(target));
            }
            assertThat(hub.messages()).noneMatch(m -> m.toString().contains("lagoon"));
        }
    }

    private static void assertCompleted(JsonNode completed, String url) {
        assertThat(completed.path("videoUrl").asText()).isEqualTo(url);
        assertThat(completed.path("contentType").asText()).isEqualTo("video");
        assertThat(completed.path("status").asText()).isEqualTo("completed");
        assertThat(completed.path("completed").asBoolean()).isTrue();
        assertThat(completed.path("percentage").asInt()).isEqualTo(100);
        assertThat(completed.path("duration").asDouble()).isEqualTo(1);
        assertThat(completed.path("metadata")).hasToString(TRUE_MEASURES);
    }

    /// In the order of their numbers, each once: functions may repeat one.
    private static void assertFrames(List<JsonNode> messages) {
        SortedMap<Long, JsonNode> objects = new TreeMap<>();
        messages.forEach(a -> objects.put(a.at("/0/sequence").asLong(), a.get(0)));
        assertThat(objects.lastEntry().getValue().path("eventType").asText())
                .isEqualTo("VideoGenerationCompleted");
        List<JsonNode> frames =
                objects.values().stream()
                        .filter(o -> o.path("eventType").asText().equals("VideoGenerationProgress"))
                        .toList();
        assertThat(frames).isNotEmpty();
        assertThat(frames)
                .allSatisfy(
                        frame -> {
                            int done = frame.path("currentFrame").asInt();
                            assertThat(done).isBetween(1, 2);
                            assertThat(frame.path("framesCompleted").asInt()).isEqualTo(done);
                            assertThat(frame.path("totalFrames").asInt()).isEqualTo(3);
                            assertThat(frame.path("progress").asInt()).isEqualTo(100 * done / 3);
                        });
    }

    @Test
    void pollingAndASignedWebhookTellTheTrueSizeAndRate() {
        String id = alice.submitVideo(Api.video("a dune").put("webhook_url", target()));

        JsonNode document = alice.reach(id, "completed");
        assertThat(document.path("type").asText()).isEqualTo("video_generation");
        JsonNode result = document.path("result");
        String url = result.path("videoUrl").asText();
        assertThat(result.path("video_url").asText()).isEqualTo(url);
        assertThat(result.path("url").asText()).isEqualTo(url);
        assertThat(result.path("duration").asDouble()).isEqualTo(1);
        assertThat(result.path("metadata")).hasToString(TRUE_MEASURES);
        for (String path : List.of(ROUTE + id, ROUTE + "tasks/" + id)) {
            assertThat(alice.get(path).at("result/videoUrl")).as(path).isEqualTo(url);
        }
        ReceivedWebhook webhook =
                awaitWebhook(id, "task.completed").stream()
                        .filter(w -> w.eventType().equals("task.completed"))
                        .findFirst()
                        .orElseThrow();
        assertThat(webhook.conduitSignatureHolds(Shape.Key.ALICE.webhookSecret())).isTrue();
        assertThat(webhook.standardSignatureHolds(Shape.Key.ALICE.webhookSecret())).isTrue();
        assertThat(webhook.header("x-webhook-type")).hasValue("video_generation_completed");
        JsonNode told = webhook.json();
        assertThat(told.path("webhook_type").asText()).isEqualTo("video_generation_completed");
        assertThat(told.path("status").asText()).isEqualTo("completed");
        assertThat(told.path("video_url").asText()).isEqualTo(url);
        assertThat(told.at("/result/metadata")).hasToString(TRUE_MEASURES);
        assertThat(told.path("generation_duration_seconds").asDouble()).isPositive();
    }

    @Test
    void theVideoIsServedWholeAndInPartAndNotAgainToWhoHasIt() {
        String id = alice.submitVideo(Api.video("a glade"));
        URI url = URI.create(alice.reach(id, "completed").at("/result/videoUrl").asText());

        Answer whole = load(url, "Accept", "*/*");
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.header("Content-Type")).isEqualTo("video/mp4");
        assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
        byte[] file = whole.http().body();
        assertThat(new String(file, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        Answer part = load(url, "Range", "bytes=0-99");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.header("Content-Type")).isEqualTo("video/mp4");
        assertThat(part.header("Content-Range")).isEqualTo("bytes 0-99/" + file.length);
        assertThat(part.http().body()).isEqualTo(Arrays.copyOf(file, 100));
        Answer rest = load(url, "Range", "bytes=100-");
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.http().body()).isEqualTo(Arrays.copyOfRange(file, 100, file.length));
        assertThat(whole.header("ETag")).isNotEmpty().isEqualTo(part.header("ETag"));
        Answer again = load(url, "If-None-Match", whole.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.http().body()).isEmpty();
    }

    /// As a player loads it: without a key.
    private Answer load(URI url, String header, String value) {
        return alice.send("GET", url.getPath(), "", request -> request.header(header, value));
    }

    @Test
    void aCancelledVideoStopsAndNothingFollowsItsCancellation() {
        try (HubCaller hub = connect()) {
            // Frames come often enough to see that they stop.
            var submission = Api.video("a very slow cloud [slow:20s]").put("fps", 24);
            String id = alice.submitVideo(submission.put("webhook_url", target()));
            hub.invoke("SubscribeToTask", id);
            Awaitility.await().until(() -> alice.status(id).json().path("progress").asInt() > 0);

            Answer cancelled = alice.send("DELETE", ROUTE + id, "");

            assertThat(cancelled.status()).isEqualTo(204);
            assertThat(cancelled.http().body()).isEmpty();
            long sequence = alice.reach(id, "cancelled").path("sequence").asLong();
            JsonNode told = webhook(id, "task.cancelled");
            assertThat(told.path("webhook_type").asText()).isEqualTo("video_generation_completed");
            assertThat(told.path("status").asText()).isEqualTo("cancelled");
            hub.awaitObject("VideoStatus", "VideoGenerationCancelled");
            assertNothingFollows(id, sequence, hub);
            Answer again = alice.send("DELETE", ROUTE + id, "");
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.at("error/type")).isEqualTo("conflict_error");
        }
    }

    /// Another video takes longer than a frame of the stopped one, which so had its chance.
    private void assertNothingFollows(String id, long sequence, HubCaller hub) {
        alice.reach(alice.submitVideo(Api.video("meanwhile [slow:1500ms]")), "completed");
        assertThat(alice.status(id).json().path("sequence").asLong()).isEqualTo(sequence);
        assertThat(alice.status(id).at("status")).isEqualTo("cancelled");
        assertThat(shape.sink().ofTask(id))
                .allMatch(webhook -> webhook.json().path("sequence").asLong() <= sequence);
        assertThat(hub.messages("VideoStatus"))
                .allMatch(arguments -> arguments.at("/0/sequence").asLong() <= sequence);
    }

    /// Its first frame is twenty seconds away, so that nobody comes too late to hear of its start.
    @Test
    void whoWatchesAVideoHearsThatItStartedAndThatItWasCancelled() {
        try (HubCaller hub = connect()) {
            String id = alice.submitVideo(Api.video("an old glacier [slow:60s]"));
            hub.invoke("SubscribeToTask", id);

            JsonNode started = hub.awaitObject("Progress", "VideoGenerationStarted");
            assertThat(started.path("status").asText()).isEqualTo("processing");
            assertThat(alice.send("DELETE", ROUTE + id, "").status()).isEqualTo(204);

            assertThat(hub.awaitMessage("TaskFailed", id).path(1).asText())
                    .isEqualTo("Task was cancelled");
            JsonNode ended = hub.awaitObject("VideoStatus", "VideoGenerationCancelled");
            assertThat(ended.path("errorCode").asText()).isEqualTo("cancelled");
            assertThat(ended.path("completed").asBoolean()).isFalse();
        }
    }
}
