package im.conduit.scenarios.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import im.conduit.scenarios.Answer;
import im.conduit.scenarios.Api;
import im.conduit.scenarios.shape.Shape;
import im.conduit.scenarios.shape.ShapeKind;
import java.net.URI;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// The webhook receivers, as the documents have them.
class ReceiverExamplesTest {

    private static final String PASSWORD = "your-webhook-secret";

    private final Shape shape = ShapeKind.NETTY.running();
    private final Api alice = new Api(shape.uri(), Shape.Key.ALICE);

    @Test
    void p1sReceiverHearsProgressCompletionAndFailure() throws Exception {
        try (RunningExample receiver =
                RunningExample.start(Example.P1_RECEIVER, shape, "", PASSWORD)) {
            String task = submit(receiver, Api.image("a fox [slow:1500ms]"));
            String failing = submit(receiver, Api.image("a lie [fail:content_policy_violation]"));

            JsonNode result = Api.JSON.readTree(receiver.hear("result", task));
            JsonNode progress = Api.JSON.readTree(receiver.hear("progress", task));
            JsonNode failure = Api.JSON.readTree(receiver.hear("failure", failing));

            assertThat(result.at("/1/imageUrl").asText())
                    .isEqualTo(alice.status(task).at("result/imageUrl"));
            assertThat(progress.get(1).isIntegralNumber()).isTrue();
            assertThat(failure.get(1).asText()).isEqualTo(alice.status(failing).at("error"));
            assertDelivered(task);
        }
    }

    @Test
    void p1sReceiverFindsTheSignatureOfEveryBodyRight() throws Exception {
        try (RunningExample receiver =
                RunningExample.start(
                        Example.P1_SIGNATURE, shape, "", Shape.Key.ALICE.webhookSecret())) {
            ObjectNode submission =
                    Api.image("\u00e9t\u00e9 \"\ud83d\ude00\" <&> \u2028 / [slow:1s]");
            submission
                    .putObject("webhook_metadata")
                    .put("10", 1e21)
                    .put("9", 0.1)
                    .put("z", 1.0)
                    .put("price", 19.90)
                    .put("small", 1e-7)
                    .putObject("2")
                    .putNull("nothing");
            String task = submit(receiver, submission);

            JsonNode accepted = Api.JSON.readTree(receiver.hear("accepted", "task.completed"));

            assertThat(accepted.path("task_id").asText()).isEqualTo(task);
            assertThat(accepted.at("/metadata/price").asDouble()).isEqualTo(19.9);
            assertDelivered(task);
            assertForgeryIsRefused(receiver);
        }
    }

    private void assertForgeryIsRefused(RunningExample receiver) {
        Answer refused =
                new Api(URI.create(address(receiver)), Shape.Key.ALICE)
                        .send(
                                "POST",
                                "/webhooks/conduit",
                                "{\"event_type\":\"task.completed\"}",
                                request -> request.header("X-Conduit-Signature", "0".repeat(64)));
        assertThat(refused.status()).isEqualTo(401);
    }

    @Test
    void p3sReceiversTakeOurRequestsAndTellTypesApart() throws Exception {
        for (Example example : List.of(Example.P3_RECEIVER, Example.P3_RECEIVER_PYTHON)) {
            try (RunningExample receiver = RunningExample.start(example, shape, "", PASSWORD)) {
                String image = submit(receiver, Api.image("a hut [slow:1500ms]"));
                String failing = submit(receiver, Api.image("x [fail:content_policy_violation]"));

                JsonNode payload = Api.JSON.readTree(receiver.hear("image", image));
                receiver.hear("progress", image);
                receiver.hear("failed", failing);

                assertThat(payload.path("webhook_type").asText())
                        .isEqualTo("image_generation_completed");
                assertThat(payload.path("status").asText()).isEqualTo("completed");
                assertDelivered(image);
            }
        }
    }

    private String submit(RunningExample receiver, ObjectNode submission) {
        submission.put("webhook_url", address(receiver) + "/webhooks/conduit");
        submission.putObject("webhook_headers").put("Authorization", "Bearer " + PASSWORD);
        return alice.submit(submission);
    }

    private static String address(RunningExample receiver) {
        return "http://127.0.0.1:" + receiver.hear("listening", "");
    }

    private void assertDelivered(String task) {
        Awaitility.await()
                .untilAsserted(
                        () ->
                                assertThat(alice.status(task).at("webhook/status"))
                                        .isEqualTo("delivered"));
    }
}
