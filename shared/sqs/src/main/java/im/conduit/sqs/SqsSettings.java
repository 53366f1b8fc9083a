package im.conduit.sqs;

import im.conduit.realtime.task.DueWork;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the queues are.
///
/// @param endpoint of an SQS look-alike; none means AWS itself. One on loopback needs no
///     credentials
/// @param region of the queues; none means the environment's
/// @param generationQueue name or URL of the queue that rings for generations
/// @param webhookQueue name or URL of the queue that rings for webhook deliveries
/// @param hubQueue name or URL of the queue that rings for pushes to sockets behind API Gateway;
///     none where no such sockets are
/// @param createQueues make a queue that is named and does not exist
@ConfigurationProperties("conduit.sqs")
record SqsSettings(
        @Nullable URI endpoint,
        @Nullable String region,
        @Bindable(defaultValue = "conduit-generation") String generationQueue,
        @Bindable(defaultValue = "conduit-webhook") String webhookQueue,
        @Nullable String hubQueue,
        @Bindable(defaultValue = "false") boolean createQueues) {

    /// The name or URL of the queue of `kind`, if there is one.
    Optional<String> queue(DueWork.Kind kind) {
        return switch (kind) {
            case GENERATION -> Optional.of(generationQueue);
            case WEBHOOK -> Optional.of(webhookQueue);
            case HUB -> Optional.ofNullable(hubQueue);
        };
    }
}
