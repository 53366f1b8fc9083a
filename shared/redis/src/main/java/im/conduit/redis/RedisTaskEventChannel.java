package im.conduit.redis;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskEventChannel;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The event channel on Redis: one connection, on which the channel of each key is subscribed while
/// anybody listens to it.
@Singleton
public final class RedisTaskEventChannel implements TaskEventChannel {

    private static final Logger LOG = LoggerFactory.getLogger(RedisTaskEventChannel.class);

    private final RedisConnections redis;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();
    private final List<Runnable> gapListeners = new CopyOnWriteArrayList<>();
    private @Nullable StatefulRedisPubSubConnection<String, String> connection;
    private volatile int channels;
    private volatile boolean broken;

    /// @param redis what publishes the events
    public RedisTaskEventChannel(RedisConnections redis) {
        this.redis = redis;
    }

    @Override
    public AutoCloseable listen(KeyId owner, Consumer<TaskEvent> listener) {
        String channel = RedisNames.eventChannel(owner);
        Heard entry;
        lock.lock();
        try {
            entry = heard.computeIfAbsent(channel, _ -> subscribe(owner, channel));
            entry.listeners().add(listener);
            channels = heard.size();
        } finally {
            lock.unlock();
        }
        try {
            RedisReply.of(entry.acknowledged());
        } catch (RuntimeException e) {
            forget(channel, listener);
            throw e;
        }
        return () -> forget(channel, listener);
    }

    @Override
    public AutoCloseable onGap(Runnable listener) {
        gapListeners.add(listener);
        return () -> gapListeners.remove(listener);
    }

    private Heard subscribe(KeyId owner, String channel) {
        CompletableFuture<Void> acknowledged =
                connection().async().subscribe(channel).toCompletableFuture();
        return new Heard(owner, new CopyOnWriteArrayList<>(), acknowledged);
    }

    private void forget(String channel, Consumer<TaskEvent> listener) {
        lock.lock();
        try {
            Heard entry = heard.get(channel);
            if (entry != null
                    && entry.listeners().remove(listener)
                    && entry.listeners().isEmpty()) {
                heard.remove(channel);
                channels = heard.size();
                connection().async().unsubscribe(channel);
            }
        } finally {
            lock.unlock();
        }
    }

    private StatefulRedisPubSubConnection<String, String> connection() {
        StatefulRedisPubSubConnection<String, String> current = connection;
        if (current == null) {
            current = redis.subscriptions();
            current.addListener(new Messages());
            current.addListener(new Breaks());
            connection = current;
        }
        return current;
    }

    private void deliver(String channel, String message) {
        Heard entry = heard.get(channel);
        if (entry == null) {
            return;
        }
        TaskEvent event;
        try {
            event = EventText.readPublished(entry.owner(), message);
        } catch (RuntimeException e) {
            LOG.warn("a message on {} is no event", channel, e);
            return;
        }
        for (Consumer<TaskEvent> listener : entry.listeners()) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.error("a listener failed on event {}", event.id(), e);
            }
        }
    }

    private record Heard(
            KeyId owner, List<Consumer<TaskEvent>> listeners, CompletionStage<Void> acknowledged) {}

    private final class Messages extends RedisPubSubAdapter<String, String> {
        @Override
        public void message(String channel, String message) {
            deliver(channel, message);
        }

        /// After a break every channel is subscribed anew, and only then is the gap over.
        @Override
        public void subscribed(String channel, long count) {
            if (broken && count >= channels) {
                broken = false;
                gapListeners.forEach(listener -> Thread.ofVirtual().start(listener));
            }
        }
    }

    private final class Breaks implements RedisConnectionStateListener {
        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
            broken = true;
        }
    }
}
