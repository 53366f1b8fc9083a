package im.conduit.sqs;

import im.conduit.realtime.task.Doorbell;
import im.conduit.realtime.task.QueueHandler;
import im.conduit.testkit.queue.QueueContract;
import im.conduit.testkit.queue.RecordingHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The queue contract against an SQS at some endpoint, in queues of each test's own.
abstract class SqsQueueContract extends QueueContract {

    private @Nullable ApplicationContext context;

    protected abstract URI endpoint();

    @Override
    protected Doorbell start(List<RecordingHandler> handlers) {
        String run = UUID.randomUUID().toString();
        ApplicationContext started =
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .properties(
                                Map.of(
                                        "conduit.sqs.endpoint",
                                        endpoint(),
                                        "conduit.sqs.create-queues",
                                        true,
                                        "conduit.sqs.generation-queue",
                                        "generation-" + run,
                                        "conduit.sqs.webhook-queue",
                                        "webhook-" + run,
                                        "conduit.pump.enabled",
                                        true,
                                        "conduit.pump.generation-slots",
                                        SLOTS,
                                        "conduit.pump.webhook-slots",
                                        SLOTS))
                        .build();
        handlers.forEach(
                handler ->
                        started.registerSingleton(
                                QueueHandler.class,
                                handler,
                                Qualifiers.byName(handler.kind().name())));
        context = started.start();
        return started.getBean(Doorbell.class);
    }

    @Override
    protected void stop() {
        if (context != null) {
            context.close();
        }
    }
}
