package im.conduit.sqs;

import im.conduit.realtime.task.Doorbell;
import im.conduit.realtime.task.QueueHandler;
import im.conduit.testkit.queue.QueueContract;
import im.conduit.testkit.queue.RecordingHandler;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The queue contract against an SQS at some endpoint, in queues of each test's own.
abstract class SqsQueueContract extends QueueContract {

    private @Nullable QueuePumps pumps;
    private @Nullable SqsClient client;

    protected abstract URI endpoint();

    @Override
    protected Doorbell start(List<RecordingHandler> handlers) {
        String run = UUID.randomUUID().toString();
        SqsSettings settings =
                new SqsSettings(
                        endpoint(), null, "generation-" + run, "webhook-" + run, null, true);
        SqsClient sqs = new AwsClients().sqs(settings);
        SqsQueues queues = new SqsQueues(sqs, settings);
        List<QueueHandler> all = List.copyOf(handlers);
        QueuePumps started =
                new QueuePumps(all, sqs, queues, new PumpSettings(true, SLOTS, SLOTS, 100));
        started.start();
        pumps = started;
        client = sqs;
        return new SqsDoorbell(sqs, queues);
    }

    @Override
    protected void stop() {
        if (pumps != null && client != null) {
            pumps.shutdownGracefully().toCompletableFuture().join();
            client.close();
        }
    }
}
