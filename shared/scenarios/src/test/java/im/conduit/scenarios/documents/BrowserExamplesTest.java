package im.conduit.scenarios.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import im.conduit.scenarios.Api;
import im.conduit.scenarios.shape.Shape;
import im.conduit.scenarios.shape.ShapeKind;
import org.junit.jupiter.api.Test;

/// The examples that the documents mean for a page, in Chromium, from a page that the app serves.
class BrowserExamplesTest {

    private final Shape shape = ShapeKind.NETTY.running();
    private final Api alice = new Api(shape.uri(), Shape.Key.ALICE);

    @Test
    void p1PollsFromASignedInPageWithoutAKey() {
        String task = alice.submit(Api.image("a gate"));
        alice.reach(task, "completed");
        try (RunningExample example = start(Example.P1_POLLING_PAGE, task)) {
            assertThat(example.hear("session", "")).startsWith("20");
            assertThat(example.hear("Task completed:", "")).isNotEmpty();
            assertThat(example.said()).noneMatch(line -> line.startsWith("Polling error"));
        }
    }

    @Test
    void p1sConnectionSeesProgressAndTheResult() throws Exception {
        Toolchain.NODE.ready();
        String task = alice.submit(Api.image("a bridge [slow:8s]"));
        try (RunningExample example = start(Example.P1_SIGNALR, task)) {
            example.hear("subscribed", "");
            example.hear("progress", task);
            JsonNode result = Api.JSON.readTree(example.hear("result", task));
            assertThat(result.at("/1/imageUrl").asText())
                    .isEqualTo(alice.status(task).at("result/imageUrl"));
        }
    }

    @Test
    void p4sConnectionSeesPercentages() {
        Toolchain.NODE.ready();
        String task = alice.submit(Api.image("a tower [slow:8s]"));
        try (RunningExample example = start(Example.P4_SIGNALR, task)) {
            String line = example.hear("Task " + task + ":", "%");
            assertThat(line).matches(".*\\d+%");
            example.hear("ready", task);
        }
    }

    private RunningExample start(Example example, String task) {
        return RunningExample.start(example, shape, task, "");
    }
}
