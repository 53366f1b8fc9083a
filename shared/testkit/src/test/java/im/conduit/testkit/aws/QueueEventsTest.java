package im.conduit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueueEventsTest {

    @Test
    void aBatchReachesATypedHandlerAndItsFailuresComeBack() {
        RequestHandler<SQSEvent, SQSBatchResponse> handler =
                (event, context) ->
                        new SQSBatchResponse(
                                event.getRecords().stream()
                                        .filter(message -> message.getBody().equals("bad"))
                                        .map(SQSEvent.SQSMessage::getMessageId)
                                        .map(SQSBatchResponse.BatchItemFailure::new)
                                        .toList());
        byte[] event =
                QueueEvents.sqs("generation", List.of(message("1", "good"), message("2", "bad")));

        byte[] answer =
                InProcessFunction.of(handler, SQSEvent.class, SQSBatchResponse.class).invoke(event);

        assertThat(new String(answer, StandardCharsets.UTF_8))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"}]}");
    }

    @Test
    void aTickReachesATypedHandler() {
        RequestHandler<ScheduledEvent, String> handler =
                (event, context) -> event.getSource() + " " + event.getTime().getMillis();
        byte[] event = QueueEvents.schedule("maintenance", Instant.parse("2026-01-20T15:30:45Z"));
        byte[] answer =
                InProcessFunction.of(handler, ScheduledEvent.class, String.class).invoke(event);
        assertThat(new String(answer, StandardCharsets.UTF_8))
                .isEqualTo("\"aws.events 1768923045000\"");
    }

    private static QueueEvents.Message message(String id, String body) {
        return new QueueEvents.Message(
                id, "handle-" + id, body, "", Map.of("ApproximateReceiveCount", "1"));
    }
}
