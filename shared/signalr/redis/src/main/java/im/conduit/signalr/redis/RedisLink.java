package im.conduit.signalr.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection to Redis, watched, and made anew when it breaks or falls silent. Each connection
/// is used until its end and never repaired: what was on its way when it broke is given up, so that
/// nothing can arrive twice.
final class RedisLink<C extends StatefulRedisConnection<String, byte[]>> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final Supplier<C> connecting;
    private final User<C> user;
    private final Duration timeout;
    private volatile boolean closed;
    private @Nullable Thread watch;

    /// Who works with the connection.
    interface User<C> {
        /// A connection can be used from now on.
        void up(C connection);

        /// Not any more.
        void down(C connection);
    }

    /// @param timeout between two looks at a quiet connection, and for its sign of life
    RedisLink(String name, Supplier<C> connecting, User<C> user, Duration timeout) {
        this.name = name;
        this.connecting = connecting;
        this.user = user;
        this.timeout = timeout;
    }

    /// Connects, and goes on trying in the background when that fails.
    void start() {
        Held<C> first = connect(true);
        watch = Thread.ofVirtual().name("signalr-redis-" + name).start(() -> watch(first));
    }

    private record Held<C>(C connection, CompletableFuture<Void> broken)
            implements RedisConnectionStateListener {
        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
            broken.complete(null);
        }
    }

    private @Nullable Held<C> connect(boolean warn) {
        try {
            Held<C> held = new Held<>(connecting.get(), new CompletableFuture<>());
            held.connection().addListener(held);
            user.up(held.connection());
            if (!held.connection().isOpen()) {
                held.broken().complete(null);
            }
            return held;
        } catch (RuntimeException unreachable) {
            if (warn && !closed) {
                LOG.warn("Redis cannot be reached ({}): {}", name, unreachable.getMessage());
            }
            return null;
        }
    }

    private void watch(@Nullable Held<C> first) {
        Held<C> held = first;
        Duration pause = FIRST_PAUSE;
        try {
            while (!closed) {
                if (held == null) {
                    Thread.sleep(pause);
                    Duration longer = pause.multipliedBy(2);
                    pause = longer.compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : longer;
                    held = connect(false);
                    continue;
                }
                pause = FIRST_PAUSE;
                awaitBreak(held);
                user.down(held.connection());
                held.connection().closeAsync();
                LOG.warn("The connection to Redis is broken ({})", name);
                held = connect(true);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // closed
        } finally {
            if (held != null) {
                user.down(held.connection());
            }
        }
    }

    /// Until the connection ends, or does not answer any more.
    private void awaitBreak(Held<C> held) throws InterruptedException {
        do {
            if (happens(held.broken())) {
                return;
            }
        } while (answers(held.connection()));
    }

    private boolean answers(C connection) throws InterruptedException {
        try {
            return happens(connection.async().ping());
        } catch (RedisException _) {
            return false;
        }
    }

    private boolean happens(Future<?> future) throws InterruptedException {
        try {
            future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException _) {
            return false;
        }
    }

    /// Makes no more connections; the client closes the last one.
    @Override
    public void close() {
        closed = true;
        if (watch == null) {
            return;
        }
        watch.interrupt();
        try {
            watch.join(timeout);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
