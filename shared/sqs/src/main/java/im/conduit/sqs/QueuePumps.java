package im.conduit.sqs;

import im.conduit.realtime.task.QueueHandler;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The pumps of all queues that something here handles. At the end they read no more, wait for what
/// is being worked as long as the graceful shutdown allows, and interrupt the rest: its lease
/// lapses and the due set brings it back.
@Context
@Requires(property = PumpSettings.PREFIX + ".enabled", value = "true")
final class QueuePumps implements GracefulShutdownCapable {

    private final List<QueuePump> pumps;

    QueuePumps(
            List<QueueHandler> handlers,
            SqsClient client,
            SqsQueues queues,
            PumpSettings settings) {
        this.pumps =
                handlers.stream()
                        .map(
                                handler ->
                                        new QueuePump(
                                                new QueueReader(client, queues, handler.kind()),
                                                handler,
                                                settings))
                        .toList();
    }

    @EventListener
    void onStart(StartupEvent event) {
        start();
    }

    void start() {
        pumps.forEach(QueuePump::start);
    }

    @Override
    public CompletionStage<?> shutdownGracefully() {
        return CompletableFuture.allOf(
                pumps.stream()
                        .map(
                                pump ->
                                        CompletableFuture.runAsync(
                                                () -> drain(pump), Thread::startVirtualThread))
                        .toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public OptionalLong reportActiveTasks() {
        return OptionalLong.of(pumps.stream().mapToLong(QueuePump::working).sum());
    }

    @PreDestroy
    void stop() {
        pumps.forEach(QueuePump::stop);
    }

    private static void drain(QueuePump pump) {
        try {
            pump.drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
