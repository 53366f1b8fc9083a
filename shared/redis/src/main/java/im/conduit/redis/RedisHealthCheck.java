package im.conduit.redis;

import im.conduit.realtime.health.HealthCheck;
import im.conduit.realtime.health.HealthStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// Whether Redis answers a PING, and how soon.
@Singleton
final class RedisHealthCheck implements HealthCheck {

    private final RedisConnections connections;

    RedisHealthCheck(RedisConnections connections) {
        this.connections = connections;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Result check() throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        connections.commands().ping().toCompletableFuture().get();
        double milliseconds = Duration.ofNanos(System.nanoTime() - start).toNanos() / 1e6;
        return new Result(
                HealthStatus.HEALTHY, "Redis answers.", Map.of("latencyMs", milliseconds));
    }
}
