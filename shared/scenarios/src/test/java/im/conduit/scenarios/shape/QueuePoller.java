package im.conduit.scenarios.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import im.conduit.testkit.aws.LambdaFunction;
import im.conduit.testkit.aws.QueueEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// An SQS event source mapping: receives from a queue, invokes the function with a batch, and
/// deletes what the function did not report as failed.
final class QueuePoller implements AutoCloseable {

    private static final int BATCH = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SqsClient sqs;
    private final String queueName;
    private final String queueUrl;
    private final LambdaFunction function;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// @param concurrency how many batches are worked at a time
    QueuePoller(SqsClient sqs, String queueName, LambdaFunction function, int concurrency) {
        this.sqs = sqs;
        this.queueName = queueName;
        this.queueUrl = sqs.createQueue(request -> request.queueName(queueName)).queueUrl();
        this.function = function;
        for (int i = 0; i < concurrency; i++) {
            threads.execute(this::poll);
        }
    }

    private void poll() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                List<Message> messages = receive();
                if (!messages.isEmpty()) {
                    Set<String> failed = invoke(messages);
                    messages.stream()
                            .filter(message -> !failed.contains(message.messageId()))
                            .forEach(this::delete);
                }
            } catch (RuntimeException e) {
                if (threads.isShutdown()) {
                    return;
                }
                System.err.println("batch of " + queueName + " failed: " + e);
            }
        }
    }

    private List<Message> receive() {
        return sqs.receiveMessage(
                        request ->
                                request.queueUrl(queueUrl)
                                        .maxNumberOfMessages(BATCH)
                                        .waitTimeSeconds(2)
                                        .messageSystemAttributeNames(
                                                MessageSystemAttributeName.ALL))
                .messages();
    }

    private Set<String> invoke(List<Message> messages) {
        byte[] event =
                QueueEvents.sqs(queueName, messages.stream().map(QueuePoller::entry).toList());
        Set<String> failed = new HashSet<>();
        try {
            for (JsonNode item : JSON.readTree(function.invoke(event)).path("batchItemFailures")) {
                failed.add(item.path("itemIdentifier").asText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return failed;
    }

    private void delete(Message message) {
        sqs.deleteMessage(
                request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
    }

    private static QueueEvents.Message entry(Message message) {
        Map<String, String> attributes =
                message.attributes().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        attribute -> attribute.getKey().toString(),
                                        Map.Entry::getValue));
        return new QueueEvents.Message(
                message.messageId(),
                message.receiptHandle(),
                message.body(),
                message.md5OfBody(),
                attributes);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
