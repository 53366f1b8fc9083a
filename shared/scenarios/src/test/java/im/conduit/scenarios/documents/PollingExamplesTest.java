package im.conduit.scenarios.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import im.conduit.scenarios.Api;
import im.conduit.scenarios.shape.Shape;
import im.conduit.scenarios.shape.ShapeKind;
import org.junit.jupiter.api.Test;

/// The polling examples, as the documents have them.

class PollingExamplesTest {

    private final Shape shape = ShapeKind.NETTY.running();
    private final Api alice = new Api(shape.uri(), Shape.Key.ALICE);

    @Test
    void p1PollsUntilTheTaskIsCompletedAndShowsItsResult() {
        String task = alice.submit(Api.image("a mill [slow:1s]"));
        try (RunningExample example = start(Example.P1_POLLING, task)) {
            String shown = example.hear("Task completed:", "");
            assertThat(example.said()).noneMatch(line -> line.startsWith("Polling error"));
            assertThat(String.join("\n", example.said()))
                    .contains(alice.status(task).at("result/url"));
            assertThat(shown).isNotEmpty();
        }
    }

    @Test
    void p3PollsInJavaScriptAndReturnsTheDocument() throws Exception {
        assertReturnsTheCompletedDocument(Example.P3_POLLING);
    }

    @Test
    void p3PollsInPythonAndReturnsTheDocument() throws Exception {
        assertReturnsTheCompletedDocument(Example.P3_POLLING_PYTHON);
    }

    private void assertReturnsTheCompletedDocument(Example polling) throws Exception {
        String task = alice.submit(Api.image("a well [slow:1s]"));
        try (RunningExample example = start(polling, task)) {
            JsonNode returned = Api.JSON.readTree(example.hear("returned", task));
            assertThat(returned).isEqualTo(alice.status(task).json());
            assertThat(returned.path("status").asText()).isEqualTo("completed");
        }
    }

    @Test
    void p3ThrowsTheTasksErrorInBothLanguages() {
        String task = alice.submit(Api.image("no [fail:content_policy_violation]"));
        alice.reach(task, "failed");
        String error = alice.status(task).at("error");
        for (Example polling : new Example[] {Example.P3_POLLING, Example.P3_POLLING_PYTHON}) {
            try (RunningExample example = start(polling, task)) {
                assertThat(example.hear("thrown", "")).isEqualTo(error);
            }
        }
    }

    private RunningExample start(Example example, String task) {
        return RunningExample.start(example, shape, task, "");
    }
}
