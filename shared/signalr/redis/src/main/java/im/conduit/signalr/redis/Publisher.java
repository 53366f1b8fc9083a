package im.conduit.signalr.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The way to other nodes: what one thread publishes arrives in that order, at most once. Safe for
/// use by many threads.
final class Publisher implements RedisLink.User<StatefulRedisConnection<String, byte[]>> {

    private static final int COST_OF_A_COMMAND = 256;

    private final int capacity;
    private final Duration timeout;
    private final Semaphore room;
    private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;

    /// @param capacity bytes that may be on their way
    /// @param timeout how long virtual threads wait while more are; others do not wait
    Publisher(int capacity, Duration timeout) {
        this.capacity = capacity;
        this.timeout = timeout;
        this.room = new Semaphore(capacity);
    }

    @Override
    public void up(StatefulRedisConnection<String, byte[]> made) {
        connection = made;
    }

    @Override
    public void down(StatefulRedisConnection<String, byte[]> broken) {
        connection = null;
    }

    /// Publishes.
    ///
    /// @return how many nodes hear it; fails with a [RedisException] when it was dropped, or when
    ///     nobody can tell. Whatever depends on it must be short: it runs on Redis' event loop
    CompletionStage<Long> publish(String channel, byte[] message) {
        StatefulRedisConnection<String, byte[]> current = connection;
        if (current == null) {
            return CompletableFuture.failedFuture(new RedisException("Redis is not connected."));
        }
        int cost = Math.min(capacity, message.length + COST_OF_A_COMMAND);
        if (!acquire(cost)) {
            return CompletableFuture.failedFuture(
                    new RedisException("Redis is too slow: its queue is full."));
        }
        try {
            CompletionStage<Long> answer = current.async().publish(channel, message);
            return answer.whenComplete((_, _) -> room.release(cost));
        } catch (RuntimeException refused) {
            room.release(cost);
            return CompletableFuture.failedFuture(refused);
        }
    }

    private boolean acquire(int cost) {
        if (room.tryAcquire(cost)) {
            return true;
        }
        if (!Thread.currentThread().isVirtual()) {
            return false;
        }
        try {
            return room.tryAcquire(cost, timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
