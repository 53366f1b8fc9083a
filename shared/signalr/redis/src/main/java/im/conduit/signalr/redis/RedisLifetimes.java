package im.conduit.signalr.redis;

import im.conduit.signalr.protocol.ProtocolLimits;
import im.conduit.signalr.server.HubLifetimeManager;
import im.conduit.signalr.server.ProtocolFactory;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Makes the lifetime managers of a node that shares its hubs with others. There as soon as
/// `signalr.redis.uri` is set. Redis need not be up at the start; until it is, the node is alone.
@Singleton
@Requires(property = "signalr.redis.uri", pattern = ".+")
public final class RedisLifetimes implements HubLifetimeManager.Factory, AutoCloseable {

    private static final RedisCodec<String, byte[]> CODEC =
            RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    private static final Duration BETWEEN_REMINDERS = Duration.ofSeconds(10);
    private static final int ID_BYTES = 12;

    private final List<RedisLifetimeManager> managers = new CopyOnWriteArrayList<>();
    private final Plane plane;
    private final ClientResources resources = DefaultClientResources.create();
    private final RedisClient client;
    private final RedisLink<StatefulRedisConnection<String, byte[]>> publishing;
    private final RedisLink<StatefulRedisPubSubConnection<String, byte[]>> subscribing;
    private final Thread reminding;

    RedisLifetimes(BackplaneSettings settings, List<ProtocolFactory> protocols) {
        Duration timeout = settings.timeout().value();
        Executor executor = task -> Thread.ofVirtual().name("signalr-redis").start(task);
        ProtocolLimits limits =
                ProtocolLimits.DEFAULT.withMaxMessageBytes(ProtocolLimits.UNLIMITED);
        this.plane =
                new Plane(
                        newId(),
                        protocols.stream().map(protocol -> protocol.create(limits)).toList(),
                        new Publisher(settings.queueBytes(), timeout),
                        new Subscriptions(),
                        executor,
                        settings);
        this.client = client(uri(settings.uri(), timeout), timeout);
        this.publishing =
                new RedisLink<>(
                        "publishing", () -> client.connect(CODEC), plane.publisher(), timeout);
        this.subscribing =
                new RedisLink<>(
                        "subscribing",
                        () -> client.connectPubSub(CODEC),
                        plane.subscriptions(),
                        timeout);
        publishing.start();
        subscribing.start();
        this.reminding =
                Thread.ofVirtual().name("signalr-redis-reminders").start(this::remindOften);
    }

    @Override
    public HubLifetimeManager create(String hub) {
        RedisLifetimeManager manager = new RedisLifetimeManager(plane, hub);
        managers.add(manager);
        return manager;
    }

    private RedisClient client(RedisURI uri, Duration timeout) {
        RedisClient made = RedisClient.create(resources, uri);
        made.setOptions(
                ClientOptions.builder()
                        .autoReconnect(false) // a link does that, without repeating commands
                        .socketOptions(SocketOptions.builder().connectTimeout(timeout).build())
                        .build());
        return made;
    }

    private static RedisURI uri(@Nullable String text, Duration timeout) {
        try {
            RedisURI uri = RedisURI.create(text == null ? "" : text);
            uri.setTimeout(timeout);
            return uri;
        } catch (IllegalArgumentException e) {
            // Neither the address nor the cause, which repeats it: it may hold a password.
            throw new IllegalArgumentException(
                    "signalr.redis.uri must be redis:// or rediss://, then host and port");
        }
    }

    private static String newId() {
        byte[] random = new byte[ID_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }

    /// Asks what became of questions to other nodes.
    void remind() {
        managers.forEach(RedisLifetimeManager::remind);
    }

    private void remindOften() {
        try {
            while (true) {
                Thread.sleep(BETWEEN_REMINDERS);
                remind();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /// Lets go of Redis. The hubs have been told goodbye before.
    @Override
    @PreDestroy
    public void close() {
        reminding.interrupt();
        publishing.close();
        subscribing.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        resources
                .shutdown(0, 2, java.util.concurrent.TimeUnit.SECONDS)
                .awaitUninterruptibly(2, java.util.concurrent.TimeUnit.SECONDS);
    }
}
