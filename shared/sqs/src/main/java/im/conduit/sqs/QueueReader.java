package im.conduit.sqs;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.DueWork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// Reads one queue by long polls and acknowledges what it has read at once: a ring that is lost
/// after that is made up for by the due set.
final class QueueReader {

    /// The most messages SQS hands out at a time.
    static final int BATCH = 10;

    private static final Logger LOG = LoggerFactory.getLogger(QueueReader.class);
    private static final int LONG_POLL_SECONDS = 20;
    private static final KeyId UNKNOWN_OWNER = new KeyId("unknown");

    private final SqsClient client;
    private final SqsQueues queues;
    private final DueWork.Kind kind;

    QueueReader(SqsClient client, SqsQueues queues, DueWork.Kind kind) {
        this.client = client;
        this.queues = queues;
        this.kind = kind;
    }

    /// Waits for messages, up to 20 s, and hands their rings to `backlog`. A message that nobody
    /// could ever read is dropped with a warning.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when the queue cannot be read
    void readInto(BiConsumer<DueWork, KeyId> backlog) {
        String url = queues.url(kind).orElseThrow();
        List<Message> messages =
                client.receiveMessage(
                                request ->
                                        request.queueUrl(url)
                                                .maxNumberOfMessages(BATCH)
                                                .waitTimeSeconds(LONG_POLL_SECONDS)
                                                .messageSystemAttributeNames(
                                                        MessageSystemAttributeName
                                                                .MESSAGE_GROUP_ID))
                        .messages();
        if (!messages.isEmpty()) {
            acknowledge(url, messages);
            messages.forEach(
                    message ->
                            work(message).ifPresent(work -> backlog.accept(work, owner(message))));
        }
    }

    private void acknowledge(String url, List<Message> messages) {
        List<DeleteMessageBatchRequestEntry> entries =
                messages.stream()
                        .map(
                                message ->
                                        DeleteMessageBatchRequestEntry.builder()
                                                .id(Integer.toString(messages.indexOf(message)))
                                                .receiptHandle(message.receiptHandle())
                                                .build())
                        .toList();
        client.deleteMessageBatch(request -> request.queueUrl(url).entries(entries));
    }

    private Optional<DueWork> work(Message message) {
        try {
            DueWork work = DueWork.parse(message.body());
            if (work.kind() == kind) {
                return Optional.of(work);
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        LOG.warn("message-unreadable queue={} id={}", kind, message.messageId());
        return Optional.empty();
    }

    private static KeyId owner(Message message) {
        Map<MessageSystemAttributeName, String> attributes = message.attributes();
        String group = attributes.get(MessageSystemAttributeName.MESSAGE_GROUP_ID);
        return group == null ? UNKNOWN_OWNER : new KeyId(group);
    }
}
