package im.conduit.sqs;

import im.conduit.realtime.health.HealthCheck;
import im.conduit.realtime.health.HealthStatus;
import im.conduit.realtime.task.DueWork;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Whether the queues are there, and how many messages wait in each.
@Singleton
final class SqsHealthCheck implements HealthCheck {

    private final SqsClient client;
    private final SqsQueues queues;

    SqsHealthCheck(SqsClient client, SqsQueues queues) {
        this.client = client;
        this.queues = queues;
    }

    @Override
    public String name() {
        return "sqs";
    }

    @Override
    public Result check() {
        Map<String, Number> waiting = new TreeMap<>();
        for (DueWork.Kind kind : EnumSet.allOf(DueWork.Kind.class)) {
            Optional<String> url = queues.url(kind);
            if (url.isPresent()) {
                waiting.put(kind.name().toLowerCase(Locale.ROOT), waiting(url.get()));
            }
        }
        return new Result(HealthStatus.HEALTHY, "The queues answer.", waiting);
    }

    private long waiting(String url) {
        QueueAttributeName messages = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
        return Long.parseLong(
                client.getQueueAttributes(request -> request.queueUrl(url).attributeNames(messages))
                        .attributes()
                        .getOrDefault(messages, "0"));
    }
}
