package im.conduit.sqs;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.Doorbell;
import im.conduit.realtime.task.DueWork;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// Rings by an SQS message: its body is the work's member, its group the key, so that a fair queue
/// (`sqs-fair-queues` in the SQS developer guide) serves all keys. Seconds are whole: a part of one
/// is rounded up. A caller waits 2 s at most.
@Singleton
final class SqsDoorbell implements Doorbell {

    private static final Logger LOG = LoggerFactory.getLogger(SqsDoorbell.class);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SqsClient client;
    private final SqsQueues queues;
    private volatile boolean groups = true;

    SqsDoorbell(SqsClient client, SqsQueues queues) {
        this.client = client;
        this.queues = queues;
    }

    @Override
    public void ring(DueWork work, KeyId owner, Duration delay) {
        try {
            queues.url(work.kind()).ifPresent(url -> send(url, work, owner, seconds(delay)));
        } catch (SdkException e) {
            LOG.warn("ring-lost work={} cause={}", work.member(), e.getMessage());
        }
    }

    private void send(String url, DueWork work, KeyId owner, int delay) {
        SendMessageRequest message =
                SendMessageRequest.builder()
                        .queueUrl(url)
                        .messageBody(work.member())
                        .delaySeconds(delay)
                        .messageGroupId(groups ? owner.value() : null)
                        .overrideConfiguration(limits -> limits.apiCallTimeout(PATIENCE))
                        .build();
        try {
            client.sendMessage(message);
        } catch (SqsException e) {
            if (!groups || !refusesGroups(e)) {
                throw e;
            }
            groups = false;
            client.sendMessage(message.toBuilder().messageGroupId(null).build());
        }
    }

    /// Queues older than fair ones take a group on FIFO queues only.
    private static boolean refusesGroups(SqsException e) {
        return e.statusCode() == 400 && String.valueOf(e.getMessage()).contains("MessageGroupId");
    }

    private static int seconds(Duration delay) {
        Duration bounded = delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
        return bounded.isNegative()
                ? 0
                : Math.toIntExact(bounded.plusNanos(999_999_999).toSeconds());
    }
}
