package im.conduit.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import im.conduit.scenarios.shape.Shape;
import im.conduit.scenarios.shape.ShapeKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A task followed over a hub.
class WatchingATaskTest extends Scenarios {

    private static final String IMAGES = "image-generation";
    private static final String VIDEOS = "video-generation";

    WatchingATaskTest(ShapeKind kind) {
        super(kind);
    }

    private HubCaller connect(String hub, Shape.Key key) {
        return HubCaller.connect(shape.hub(hub, key));
    }

    @Test
    void aSubscriberSeesTheStateThenProgressThenTheResult() {
        try (HubCaller hub = connect(IMAGES, Shape.Key.ALICE)) {
            String id = alice.submit(Api.image("a tide [slow:2s]"));

            JsonNode completion = hub.invoke("SubscribeToTask", id);

            assertThat(completion.at("/result/task_id").asText()).isEqualTo(id);
            JsonNode completed = hub.awaitMessage("TaskCompleted", id);
            assertThat(completed).hasSize(2);
            assertThat(completed.at("/1/imageUrl").asText())
                    .isEqualTo(alice.status(id).at("result/imageUrl"));
            List<JsonNode> progress = hub.messages("TaskProgress");
            assertThat(progress).isNotEmpty().allMatch(a -> a.size() == 2);
            assertThat(progress).allMatch(a -> a.get(1).isIntegralNumber());
            assertThat(progress.stream().map(a -> a.get(1).asInt()).toList()).isSorted();
            assertObjects(hub, "ImageProgress", "ImageGeneration");
        }
    }

    /// Object events tell every kind, in order; functions may repeat one.
    private static void assertObjects(HubCaller hub, String target, String family) {
        hub.awaitObject(target, family + "Completed");
        List<JsonNode> objects = hub.messages(target);
        assertThat(hub.kinds(target)).allMatch(kind -> kind.startsWith(family));
        assertThat(hub.kinds(target)).contains(family + "Progress");
        JsonNode last = objects.getLast().get(0);
        assertThat(last.path("eventType").asText()).isEqualTo(family + "Completed");
        assertThat(last.path("completed").asBoolean()).isTrue();
        assertThat(last.path("percentage").asInt()).isEqualTo(100);
        List<Long> sequences = new ArrayList<>();
        objects.forEach(arguments -> sequences.add(arguments.at("/0/sequence").asLong()));
        assertThat(sequences).isSorted();
    }

    @Test
    void whoSubscribesByRequestHearsRequestEventsOnly() {
        try (HubCaller hub = connect(VIDEOS, Shape.Key.ALICE)) {
            String id = alice.submit(Api.image("a heron [slow:1500ms]"));
            assertThat(hub.invoke("SubscribeToRequest", id).has("error")).isFalse();
            assertThat(hub.awaitMessage("RequestCompleted", id)).hasSize(2);
            assertThat(hub.messages("TaskCompleted")).isEmpty();
            assertThat(hub.messages("Progress")).isNotEmpty();
            assertThat(hub.messages("VideoStatus")).isNotEmpty();
        }
    }

    @Test
    void whoComesLateHearsTheEndAtOnce() {
        String id = alice.submit(Api.image("long over"));
        alice.reach(id, "completed");
        String failing = alice.submit(Api.image("lost [fail:content_policy_violation]"));
        alice.reach(failing, "failed");
        try (HubCaller hub = connect(IMAGES, Shape.Key.ALICE)) {
            hub.invoke("SubscribeToTask", id);
            hub.awaitMessage("TaskCompleted", id);
            hub.invoke("subscribetotask", failing);
            assertThat(hub.awaitMessage("TaskFailed", failing).get(1).asText())
                    .isEqualTo(alice.status(failing).at("error"));
        }
    }

    @Test
    void whoUnsubscribesHearsNoMoreAndACancellationReachesTheRest() {
        String id = alice.submit(Api.image("a marathon [slow:60s]"));
        try (HubCaller leaving = connect(IMAGES, Shape.Key.ALICE);
                HubCaller staying = connect(IMAGES, Shape.Key.ALICE)) {
            leaving.invoke("SubscribeToTask", id);
            staying.invoke("SubscribeToTask", id);
            leaving.invoke("UnsubscribeFromTask", id);
            alice.send("DELETE", "/v1/images/generations/" + id, "");
            staying.awaitObject("ImageProgress", "ImageGenerationCancelled");
            assertThat(leaving.kinds("ImageProgress")).doesNotContain("ImageGenerationCancelled");
        }
    }

    @Test
    void nobodySubscribesToAForeignOrUnknownTask() {
        String id = alice.submit(Api.image("private"));
        try (HubCaller hub = connect(IMAGES, Shape.Key.BOB)) {
            String nobodys = "01890a5d-ac96-774b-bcce-b302099a8057";
            String foreign = hub.invoke("SubscribeToTask", id).path("error").asText();
            String unknown = hub.invoke("SubscribeToTask", nobodys).path("error").asText();
            assertThat(foreign).contains("Unauthorized access to task");
            assertThat(foreign.replace(id, nobodys)).isEqualTo(unknown);
            assertThat(hub.messages("ImageProgress")).isEmpty();
        }
    }

    @Test
    void anUnknownMethodAndWrongArgumentsAreAnsweredAndTheConnectionStays() {
        try (HubCaller hub = connect(IMAGES, Shape.Key.ALICE)) {
            assertThat(hub.invoke("NoSuchMethod").path("error").asText())
                    .isEqualTo(
                            "Failed to invoke 'NoSuchMethod' due to an error on the server."
                                    + " HubException: Method does not exist.");
            assertThat(hub.invoke("SubscribeToTask").path("error").asText())
                    .isEqualTo("Failed to invoke 'SubscribeToTask' due to an error on the server.");
            assertThat(hub.handshake()).isEmpty();
            String id = alice.submit(Api.image("still here"));
            assertThat(hub.invoke("SubscribeToTask", id).has("error")).isFalse();
        }
    }
}
