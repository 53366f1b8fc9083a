package im.conduit.signalr.netty;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Says goodbye to every connection before the server stops: a Close message that lets clients come
/// back, then at most five seconds for them to take leave. Runs when the application context
/// closes,
/// or earlier where Micronaut's graceful shutdown is enabled.
@Singleton
final class HubShutdown
        implements ApplicationEventListener<ShutdownEvent>, GracefulShutdownCapable {

    private static final Duration MOST = Duration.ofSeconds(5);

    private final LiveConnections connections;

    HubShutdown(LiveConnections connections) {
        this.connections = connections;
    }

    @Override
    public void onApplicationEvent(ShutdownEvent event) {
        connections.drain(MOST);
    }

    @Override
    public CompletionStage<?> shutdownGracefully() {
        return CompletableFuture.runAsync(
                () -> connections.drain(MOST), task -> Thread.ofVirtual().start(task));
    }

    @Override
    public OptionalLong reportActiveTasks() {
        return OptionalLong.of(connections.size());
    }
}
