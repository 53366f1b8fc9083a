package im.conduit.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import im.conduit.scenarios.shape.Shape;
import im.conduit.scenarios.shape.ShapeKind;
import im.conduit.testkit.webhook.ReceivedWebhook;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Submit, progress, completion: seen by poll and by webhook.
class FollowingATaskTest extends Scenarios {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    FollowingATaskTest(ShapeKind kind) {
        super(kind);
    }

    @Test
    void aSubmissionIsAcceptedWithTheTaskInBothSpellings() {
        Answer accepted = alice.post(Api.IMAGES, Api.image("a lighthouse"));

        assertThat(accepted.status()).isEqualTo(202);
        String id = accepted.at("task_id");
        for (String member : List.of("taskId", "request_id", "requestId")) {
            assertThat(accepted.at(member)).as(member).isEqualTo(id);
        }
        assertThat(accepted.at("status")).isEqualTo("pending");
        assertThat(accepted.at("model")).isEqualTo("demo-image");
        assertThat(accepted.at("created_at"))
                .matches(Api.TIMESTAMP)
                .isEqualTo(accepted.at("createdAt"));
        for (String member : List.of("check_status_url", "checkStatusUrl", "statusUrl")) {
            assertThat(accepted.at(member)).as(member).isEqualTo(accepted.header("Location"));
        }
        assertThat(accepted.json().has("estimated_completion_time")).isTrue();
        assertThat(accepted.json().has("estimatedCompletionTime")).isTrue();
        assertThat(Integer.parseInt(accepted.header("Retry-After"))).isBetween(1, 30);
        assertThat(id)
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        URI status = URI.create(accepted.header("Location"));
        assertThat(alice.get(status.getPath()).at("task_id")).isEqualTo(id);
    }

    @Test
    void pollingShowsTheTaskPendingProcessingAndCompleted() throws Exception {
        String id = alice.submit(Api.image("a harbour at dawn [slow:1500ms]"));

        List<JsonNode> seen = alice.follow(id, "completed");

        assertThat(seen)
                .anyMatch(document -> document.path("status").asText().equals("processing"));
        List<Integer> progress = seen.stream().map(d -> d.path("progress").asInt()).toList();
        assertThat(progress).isSorted();
        assertThat(progress).anyMatch(percent -> percent > 0 && percent < 100);
        JsonNode completed = seen.getLast();
        assertThat(completed.path("progress").asInt()).isEqualTo(100);
        assertThat(completed.path("completed").asBoolean()).isTrue();
        assertThat(completed.path("failed").asBoolean()).isFalse();
        assertThat(completed.path("type").asText()).isEqualTo("image_generation");
        assertThat(completed.path("prompt").asText()).startsWith("a harbour at dawn");
        assertThat(completed.path("completed_at").asText()).matches(Api.TIMESTAMP);
        assertPicture(completed.path("result"));
    }

    private void assertPicture(JsonNode result) throws Exception {
        String url = result.path("url").asText();
        assertThat(result.path("imageUrl").asText()).isEqualTo(url);
        assertThat(result.path("image_url").asText()).isEqualTo(url);
        assertThat(result.at("/imageUrls/0").asText()).isEqualTo(url);
        assertThat(result.at("/image_urls/0").asText()).isEqualTo(url);
        assertThat(result.at("/data/0/url").asText()).isEqualTo(url);
        assertThat(result.path("provider").asText()).isEqualTo("demo");
        Answer picture = alice.send("GET", URI.create(url).getPath(), "", _ -> {});
        assertThat(picture.status()).isEqualTo(200);
        assertThat(picture.header("Content-Type")).isEqualTo("image/png");
        assertThat(Arrays.copyOf(picture.http().body(), 4)).isEqualTo(PNG);
        String etag = picture.header("ETag");
        assertThat(etag).isNotEmpty();
        Answer again =
                alice.send(
                        "GET",
                        URI.create(url).getPath(),
                        "",
                        request -> request.header("If-None-Match", etag));
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void webhooksTellProgressAndCompletionOnceEachInOrderAndSigned() {
        var submission = Api.image("a lantern [slow:2500ms]");
        submission.put("webhook_url", target());
        submission.putObject("webhook_headers").put("Authorization", "Bearer mine");
        submission.putObject("webhook_metadata").put("user_id", "12345").put("price", 19.90);
        String id = alice.submit(submission);

        List<ReceivedWebhook> received = awaitWebhook(id, "task.completed");

        assertThat(received).extracting(ReceivedWebhook::eventType).contains("task.progress");
        assertThat(received).extracting(ReceivedWebhook::eventType).doesNotContain("task.started");
        assertThat(received).extracting(ReceivedWebhook::webhookId).doesNotHaveDuplicates();
        received.forEach(FollowingATaskTest::assertSigned);
        List<Long> sequences = new ArrayList<>();
        List<Instant> timestamps = new ArrayList<>();
        received.stream()
                .map(ReceivedWebhook::json)
                .sorted((a, b) -> Long.compare(sequence(a), sequence(b)))
                .forEach(
                        body -> {
                            sequences.add(sequence(body));
                            timestamps.add(Instant.parse(body.path("timestamp").asText()));
                        });
        assertThat(sequences).doesNotHaveDuplicates();
        assertThat(timestamps).isSorted().doesNotHaveDuplicates();
        JsonNode completed = webhook(id, "task.completed");
        assertThat(completed.path("webhook_type").asText()).isEqualTo("image_generation_completed");
        assertThat(completed.path("status").asText()).isEqualTo("completed");
        assertThat(completed.path("metadata").toString())
                .isEqualTo("{\"user_id\":\"12345\",\"price\":19.9}");
        assertThat(completed.path("image_url").asText())
                .isEqualTo(alice.status(id).at("result/imageUrl"));
        assertThat(completed.path("generation_duration_seconds").asDouble()).isPositive();
    }

    private static long sequence(JsonNode body) {
        return body.path("sequence").asLong();
    }

    private static void assertSigned(ReceivedWebhook webhook) {
        assertThat(webhook.method()).isEqualTo("POST");
        assertThat(webhook.header("content-type")).hasValue("application/json");
        assertThat(webhook.header("user-agent").orElse("")).startsWith("Conduit-Webhooks/");
        assertThat(webhook.header("authorization")).hasValue("Bearer mine");
        assertThat(webhook.header("x-webhook-type"))
                .hasValue(webhook.json().path("webhook_type").asText());
        assertThat(webhook.json().path("event_id").asText()).isEqualTo(webhook.webhookId());
        String secret = Shape.Key.ALICE.webhookSecret();
        assertThat(webhook.conduitSignatureHolds(secret)).isTrue();
        assertThat(webhook.standardSignatureHolds(secret)).isTrue();
        assertThat(webhook.header("x-conduit-timestamp"))
                .isEqualTo(webhook.header("webhook-timestamp"));
    }

    @Test
    void onlyTheEventsThatWereAskedForAreDelivered() {
        var submission = Api.image("a kite [slow:1500ms]");
        submission.put("webhook_url", target());
        submission.putArray("webhook_events").add("started").add("completed");
        String id = alice.submit(submission);

        List<ReceivedWebhook> received = awaitWebhook(id, "task.completed");

        assertThat(received)
                .extracting(ReceivedWebhook::eventType)
                .containsExactlyInAnyOrder("task.started", "task.completed");
    }

    @Test
    void aDeliveryIsRepeatedUntilTheReceiverTakesItUnderTheSameId() {
        String target = target();
        String path = URI.create(target).getPath();
        shape.sink().answerNext(path, im.conduit.testkit.webhook.SinkAnswer.status(500));
        var submission = Api.image("a bell");
        submission.put("webhook_url", target);
        submission.putArray("webhook_events").add("completed");
        String id = alice.submit(submission);

        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(20))
                .until(() -> shape.sink().ofTask(id).size() == 2);

        List<ReceivedWebhook> attempts = shape.sink().ofTask(id);
        assertThat(attempts.get(1).webhookId()).isEqualTo(attempts.get(0).webhookId());
        assertThat(attempts.get(1).text()).isEqualTo(attempts.get(0).text());
        assertThat(java.time.Duration.between(attempts.get(0).at(), attempts.get(1).at()))
                .isGreaterThanOrEqualTo(java.time.Duration.ofSeconds(2));
        org.awaitility.Awaitility.await()
                .untilAsserted(
                        () ->
                                assertThat(alice.status(id).at("webhook/status"))
                                        .isEqualTo("delivered"));
        assertThat(alice.status(id).at("webhook/attempts")).isEqualTo("2");
    }
}
