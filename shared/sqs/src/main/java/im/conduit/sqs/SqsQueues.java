package im.conduit.sqs;

import im.conduit.realtime.task.DueWork;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/// The queues' URLs, asked for once.
@Singleton
final class SqsQueues {

    private final SqsClient client;
    private final SqsSettings settings;
    private final Map<DueWork.Kind, String> urls = new ConcurrentHashMap<>();

    SqsQueues(SqsClient client, SqsSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /// The URL of the queue of `kind`; empty where there is no such queue by configuration.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when SQS cannot be asked, or the
    ///     queue does not exist and is not to be created
    Optional<String> url(DueWork.Kind kind) {
        String known = urls.get(kind);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<String> url = settings.queue(kind).map(this::resolve);
        url.ifPresent(found -> urls.put(kind, found));
        return url;
    }

    private String resolve(String nameOrUrl) {
        if (nameOrUrl.contains("://")) {
            return nameOrUrl;
        }
        try {
            return client.getQueueUrl(request -> request.queueName(nameOrUrl)).queueUrl();
        } catch (QueueDoesNotExistException e) {
            if (!settings.createQueues()) {
                throw e;
            }
            return client.createQueue(request -> request.queueName(nameOrUrl)).queueUrl();
        }
    }
}
