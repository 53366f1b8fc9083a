package im.conduit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueueEventsTest {

    @Test
    void aBatchReachesATypedHandlerAndItsFailuresComeBack() {
        byte[] event =
                QueueEvents.sqs("generation", List.of(message("1", "good"), message("2", "bad")));

        byte[] answer = RuntimeClientHandler.load(PickyQueue.class.getName()).invoke(event);

        assertThat(new String(answer, StandardCharsets.UTF_8))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"}]}");
    }

    @Test
    void aTickReachesATypedHandler() {
        byte[] event = QueueEvents.schedule("maintenance", Instant.parse("2026-01-20T15:30:45Z"));
        byte[] answer = RuntimeClientHandler.load(TickTeller.class.getName()).invoke(event);
        assertThat(new String(answer, StandardCharsets.UTF_8))
                .isEqualTo("\"aws.events 1768923045000\"");
    }

    private static QueueEvents.Message message(String id, String body) {
        return new QueueEvents.Message(
                id, "handle-" + id, body, "", Map.of("ApproximateReceiveCount", "1"));
    }
}
