package im.conduit.scenarios.documents;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.scenarios.Api;
import im.conduit.scenarios.shape.Shape;
import im.conduit.scenarios.shape.ShapeKind;
import org.junit.jupiter.api.Test;

/// The SignalR clients, as the documents have them. Their packages are there before a task begins
/// that a client is to see at work.
class SignalRExamplesTest {

    private final Shape shape = ShapeKind.NETTY.running();
    private final Api alice = new Api(shape.uri(), Shape.Key.ALICE);

    @Test
    void p3sClientInJavaScriptSeesProgressAndTheImage() {
        Toolchain.NODE.ready();
        String task = alice.submit(Api.image("a comet [slow:6s]"));
        try (RunningExample example = RunningExample.start(Example.P3_SIGNALR, shape, task, "")) {
            example.hear("subscribed", "");
            example.hear("progress", task);
            assertThat(example.hear("image", "http"))
                    .isEqualTo(alice.status(task).at("result/imageUrl"));
            example.hear("Task " + task + " completed:", "");
        }
    }

    @Test
    void p3sClientInJavaScriptIsToldOfAFailure() {
        String task = alice.submit(Api.image("no [fail:content_policy_violation]"));
        alice.reach(task, "failed");
        try (RunningExample example = RunningExample.start(Example.P3_SIGNALR, shape, task, "")) {
            assertThat(example.hear("error", ""))
                    .isEqualTo('"' + alice.status(task).at("error") + '"');
        }
    }

    @Test
    void p3sClientInPythonSeesProgressAndCompletion() {
        Toolchain.PYTHON.ready();
        String task = alice.submit(Api.image("a meteor [slow:6s]"));
        try (RunningExample example =
                RunningExample.start(Example.P3_SIGNALR_PYTHON, shape, task, "")) {
            example.hear("Task " + task, "% complete");
            assertThat(example.hear("Task " + task + " completed:", ""))
                    .contains(alice.status(task).at("result/imageUrl"));
        }
    }
}
