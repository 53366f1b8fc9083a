package im.conduit.testkit.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Event documents of SQS event source mappings and of EventBridge schedules, as
/// `docs.aws.amazon.com/lambda/latest/dg/with-sqs.html` and
/// `docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html` have them.
public final class QueueEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private QueueEvents() {}

    /// A message as `ReceiveMessage` gave it.
    ///
    /// @param attributes the system attributes, such as `ApproximateReceiveCount`
    public record Message(
            String messageId,
            String receiptHandle,
            String body,
            String md5OfBody,
            Map<String, String> attributes) {}

    /// The document of a batch.
    public static byte[] sqs(String queueName, List<Message> messages) {
        ObjectNode event = JSON.createObjectNode();
        for (Message message : messages) {
            ObjectNode entry = event.withArray("/Records").addObject();
            entry.put("messageId", message.messageId());
            entry.put("receiptHandle", message.receiptHandle());
            entry.put("body", message.body());
            ObjectNode attributes = entry.putObject("attributes");
            message.attributes().forEach(attributes::put);
            entry.putObject("messageAttributes");
            entry.put("md5OfBody", message.md5OfBody());
            entry.put("eventSource", "aws:sqs");
            entry.put("eventSourceARN", "arn:aws:sqs:eu-central-1:123456789012:" + queueName);
            entry.put("awsRegion", "eu-central-1");
        }
        return HttpApiEvent.bytes(event);
    }

    /// The document of a schedule's tick.
    public static byte[] schedule(String rule, Instant time) {
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "0");
        event.put("id", UUID.randomUUID().toString());
        event.put("detail-type", "Scheduled Event");
        event.put("source", "aws.events");
        event.put("account", "123456789012");
        event.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", "eu-central-1");
        event.withArray("/resources").add("arn:aws:events:eu-central-1:123456789012:rule/" + rule);
        event.putObject("detail");
        return HttpApiEvent.bytes(event);
    }
}
