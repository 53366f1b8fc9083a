package im.conduit.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import im.conduit.scenarios.shape.ShapeKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Cancelling stops the work.
class CancellingATaskTest extends Scenarios {

    CancellingATaskTest(ShapeKind kind) {
        super(kind);
    }

    @Test
    void aCancelledTaskStopsAndNothingFollowsItsCancellation() {
        var submission = Api.image("a very slow river [slow:60s]");
        submission.put("webhook_url", target());
        String id = alice.submit(submission);
        Awaitility.await().until(() -> alice.status(id).json().path("progress").asInt() > 0);

        Answer cancelled = alice.send("DELETE", "/v1/images/generations/" + id, "");

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.at("task_id")).isEqualTo(id);
        assertThat(cancelled.at("message")).isNotEmpty();
        JsonNode document = alice.reach(id, "cancelled");
        assertThat(document.path("failed").asBoolean()).isTrue();
        assertThat(document.path("completed").asBoolean()).isFalse();
        JsonNode told = webhook(id, "task.cancelled");
        assertThat(told.path("status").asText()).isEqualTo("cancelled");
        assertNothingFollows(id, document.path("sequence").asLong());
    }

    /// Another picture is worked from start to end meanwhile, so the stopped one had its chance.
    private void assertNothingFollows(String id, long sequence) {
        alice.reach(alice.submit(Api.image("meanwhile [slow:1s]")), "completed");
        assertThat(alice.status(id).json().path("sequence").asLong()).isEqualTo(sequence);
        assertThat(alice.status(id).at("status")).isEqualTo("cancelled");
        assertThat(shape.sink().ofTask(id))
                .allMatch(webhook -> webhook.json().path("sequence").asLong() <= sequence);
    }

    @Test
    void aTaskThatWasCancelledCannotBeCancelledAgain() {
        String id = alice.submit(Api.image("a slow glacier [slow:60s]"));
        assertThat(alice.send("DELETE", "/v1/images/generations/" + id, "").status())
                .isEqualTo(200);
        Answer again = alice.send("DELETE", "/v1/images/generations/" + id, "");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.at("error/code")).isEqualTo("invalid_operation");
        assertThat(alice.send("POST", "/v1/tasks/" + id + "/cancel", "").status()).isEqualTo(409);
    }

    @Test
    void anImageCannotBeCancelledAsAVideo() {
        String id = alice.submit(Api.image("a slow snail [slow:60s]"));
        assertThat(alice.send("DELETE", "/v1/videos/generations/" + id, "").status())
                .isEqualTo(404);
        assertThat(alice.send("POST", "/v1/tasks/" + id + "/cancel", "").status()).isEqualTo(204);
        alice.reach(id, "cancelled");
    }
}
