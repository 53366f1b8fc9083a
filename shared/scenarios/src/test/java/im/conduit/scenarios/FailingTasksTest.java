package im.conduit.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import im.conduit.scenarios.shape.ShapeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Work that fails: for good, or at first.
class FailingTasksTest extends Scenarios {

    FailingTasksTest(ShapeKind kind) {
        super(kind);
    }

    @Test
    void aRefusedPromptFailsAtOnceWithItsCode() {
        var submission = Api.image("something forbidden [fail:content_policy_violation]");
        submission.put("webhook_url", target());
        submission.putObject("webhook_metadata").put("order", "7");
        String id = alice.submit(submission);

        JsonNode failed = alice.reach(id, "failed");

        assertThat(failed.path("failed").asBoolean()).isTrue();
        assertThat(failed.path("error").isTextual()).isTrue();
        assertThat(failed.path("error").asText()).isNotEmpty();
        assertThat(failed.path("error_code").asText()).isEqualTo("content_policy_violation");
        assertThat(failed.path("isRetryable").asBoolean(true)).isFalse();
        assertThat(failed.has("result")).isFalse();
        JsonNode body = webhook(id, "task.failed");
        assertThat(body.path("status").asText()).isEqualTo("failed");
        assertThat(body.path("webhook_type").asText()).isEqualTo("image_generation_completed");
        assertThat(body.path("error").asText()).isEqualTo(failed.path("error").asText());
        assertThat(body.path("error_code").asText()).isEqualTo("content_policy_violation");
        assertThat(body.at("/metadata/order").asText()).isEqualTo("7");
    }

    @Test
    void aPassingFailureIsRepeatedWithoutTheCallerSeeingIt() {
        Instant began = Instant.now();
        String id = alice.submit(Api.image("third time lucky [fail:provider_error:2]"));

        List<JsonNode> seen = alice.follow(id, "completed");

        assertThat(Duration.between(began, Instant.now()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(6));
        assertThat(seen).noneMatch(document -> document.path("failed").asBoolean());
        assertThat(seen.getLast().path("retry_count").asInt()).isZero();
    }

    @Test
    void aLastingFailureShowsWhenTheRepeatsAreUsedUp() {
        Instant began = Instant.now();
        String id = alice.submit(Api.image("never [fail:provider_error]"));

        JsonNode failed = alice.reach(id, "failed");

        assertThat(Duration.between(began, Instant.now()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(6));
        assertThat(failed.path("error_code").asText()).isEqualTo("provider_error");
        assertThat(failed.path("isRetryable").asBoolean()).isTrue();
    }
}
