package im.conduit.sqs;

import im.conduit.realtime.task.DueWork;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

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
        } catch (SqsException e) {
            if (!settings.createQueues() || !isMissing(e)) {
                throw e;
            }
            return client.createQueue(request -> request.queueName(nameOrUrl)).queueUrl();
        }
    }

    /// Look-alikes name the error as the older query protocol does, and the SDK then has no type
    /// for it.
    private static boolean isMissing(SqsException e) {
        return e instanceof QueueDoesNotExistException
                || e.awsErrorDetails().errorCode().endsWith("NonExistentQueue");
    }
}
