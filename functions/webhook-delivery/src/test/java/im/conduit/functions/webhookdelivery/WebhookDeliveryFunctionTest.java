package im.conduit.functions.webhookdelivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.webhook.DeliveryId;
import im.conduit.realtime.webhook.DeliveryRecord.State;
import im.conduit.testkit.webhook.SinkAnswer;
import im.conduit.testkit.webhook.WebhookSink;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WebhookDeliveryFunctionTest {

    private static final Map<String, Object> ON_LAMBDA =
            Map.of(
                    "conduit.pump.enabled", false,
                    "conduit.webhooks.allow-http", true,
                    "conduit.webhooks.allowed-ranges", "127.0.0.0/8");

    @Test
    void aBatchIsDeliveredAndOnlyWhatNobodyCanReadIsHandedBack() {
        try (WebhookSink sink = WebhookSink.start();
                DeliveryApp app = new DeliveryApp(ON_LAMBDA)) {
            DeliveryId good = app.cancel(app.task(sink.url("/good"), EventKind.CANCELLED));
            DeliveryId failing = app.cancel(app.task(sink.url("/failing"), EventKind.CANCELLED));
            sink.answerAlways("/failing", SinkAnswer.status(500));
            WebhookDeliveryFunction function =
                    new WebhookDeliveryFunction(app.bean(ApplicationContext.class));
            SQSBatchResponse response =
                    function.execute(
                            batch(
                                    good.work().member(),
                                    "not a member",
                                    failing.work().member(),
                                    good.work().member()));
            assertThat(response.getBatchItemFailures())
                    .extracting(BatchItemFailure::getItemIdentifier)
                    .containsExactly("not a member");
            assertThat(app.record(good).state()).isEqualTo(State.DELIVERED);
            assertThat(app.record(failing).state())
                    .as("the retry is due-set work, not a failure of the message")
                    .isEqualTo(State.RETRYING);
            assertThat(sink.received()).hasSize(2);
        }
    }

    /// Messages whose ids are their bodies.
    private static SQSEvent batch(String... bodies) {
        List<SQSMessage> messages =
                Stream.of(bodies)
                        .map(
                                body -> {
                                    SQSMessage message = new SQSMessage();
                                    message.setMessageId(body);
                                    message.setBody(body);
                                    return message;
                                })
                        .toList();
        SQSEvent event = new SQSEvent();
        event.setRecords(messages);
        return event;
    }
}
