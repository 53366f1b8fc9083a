package im.conduit.scenarios;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import im.conduit.scenarios.shape.OnEachShape;
import im.conduit.scenarios.shape.Shape;
import im.conduit.scenarios.shape.ShapeKind;
import im.conduit.testkit.webhook.ReceivedWebhook;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// A class of scenarios: runs on each shape.
@OnEachShape
abstract class Scenarios {

    final Shape shape;
    final Api alice;
    final Api bob;

    Scenarios(ShapeKind kind) {
        shape = kind.running();
        alice = new Api(shape.uri(), Shape.Key.ALICE);
        bob = new Api(shape.uri(), Shape.Key.BOB);
    }

    /// A target of the sink that no other scenario uses.
    String target() {
        return shape.sink().url("/" + UUID.randomUUID()).toString();
    }

    /// Waits for a task's webhook of a type, such as `task.completed`, and answers all that came
    /// for the task until then.
    List<ReceivedWebhook> awaitWebhook(String taskId, String eventType) {
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                shape.sink().ofTask(taskId).stream()
                                        .anyMatch(w -> w.eventType().equals(eventType)));
        return shape.sink().ofTask(taskId);
    }

    /// The body of a task's webhook of a type. It need not be the last to arrive: an attempt for
    /// earlier progress may be on its way beside it.
    JsonNode webhook(String taskId, String eventType) {
        return awaitWebhook(taskId, eventType).stream()
                .filter(webhook -> webhook.eventType().equals(eventType))
                .findFirst()
                .orElseThrow()
                .json();
    }
}
