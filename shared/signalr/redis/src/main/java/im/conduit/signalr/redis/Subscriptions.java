package im.conduit.signalr.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The channels that somebody on this node needs, each subscribed once for as long as it is needed.
/// Safe for use by many threads: commands leave in the order in which the need has changed, so none
/// can undo a later one. A new connection subscribes to everything again.
final class Subscriptions implements RedisLink.User<StatefulRedisPubSubConnection<String, byte[]>> {

    private static final CompletableFuture<Void> AWAY =
            CompletableFuture.failedFuture(new RedisException("Redis is not connected."));

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Channel> needed = new ConcurrentHashMap<>();
    private @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;

    private static final class Channel {
        final Consumer<byte[]> receiver;
        int users;
        CompletableFuture<Void> subscribed = AWAY;

        Channel(Consumer<byte[]> receiver) {
            this.receiver = receiver;
        }
    }

    /// Takes a share in a channel; give it back with [#release].
    ///
    /// @param receiver gets the messages on Redis' event loop; the same for all users of a channel
    /// @return done when messages arrive from now on; fails when that has to wait for Redis
    CompletableFuture<Void> acquire(String name, Consumer<byte[]> receiver) {
        lock.lock();
        try {
            Channel channel = needed.computeIfAbsent(name, _ -> new Channel(receiver));
            channel.users++;
            if (channel.users == 1) {
                subscribe(name, channel);
            }
            return channel.subscribed;
        } finally {
            lock.unlock();
        }
    }

    /// Gives a share back.
    void release(String name) {
        lock.lock();
        try {
            Channel channel = needed.get(name);
            if (channel == null || --channel.users > 0) {
                return;
            }
            needed.remove(name);
            if (connection != null) {
                command(connection, async -> async.unsubscribe(name));
            }
        } finally {
            lock.unlock();
        }
    }

    private void subscribe(String name, Channel channel) {
        channel.subscribed =
                connection == null ? AWAY : command(connection, async -> async.subscribe(name));
    }

    private static CompletableFuture<Void> command(
            StatefulRedisPubSubConnection<String, byte[]> connection,
            Function<RedisPubSubAsyncCommands<String, byte[]>, RedisFuture<Void>> command) {
        try {
            return command.apply(connection.async()).toCompletableFuture();
        } catch (RedisException broken) {
            return CompletableFuture.failedFuture(broken);
        }
    }

    @Override
    public void up(StatefulRedisPubSubConnection<String, byte[]> made) {
        made.addListener(new Messages());
        lock.lock();
        try {
            connection = made;
            needed.forEach(this::subscribe);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void down(StatefulRedisPubSubConnection<String, byte[]> broken) {
        lock.lock();
        try {
            connection = null;
            needed.values().forEach(channel -> channel.subscribed = AWAY);
        } finally {
            lock.unlock();
        }
    }

    private final class Messages extends RedisPubSubAdapter<String, byte[]> {
        @Override
        public void message(String name, byte[] message) {
            Channel channel = needed.get(name);
            if (channel != null) {
                channel.receiver.accept(message);
            }
        }
    }
}
