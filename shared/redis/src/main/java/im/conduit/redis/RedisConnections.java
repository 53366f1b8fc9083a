package im.conduit.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.micronaut.context.annotation.Property;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The connections of this process: one for commands, one for subscriptions, made at their first
/// use and remade by themselves when they break. A plain server and a cluster look the same behind
/// it.
@Singleton
public final class RedisConnections implements AutoCloseable {

    /// Commands that may wait for a broken connection to come back.
    private static final int WAITING_COMMANDS = 50_000;

    private static final Duration RECONNECT_FIRST = Duration.ofMillis(10);
    private static final Duration RECONNECT_LAST = Duration.ofSeconds(1);

    private final RedisSettings settings;
    private final List<RedisURI> uris;
    private final String scriptPrefix;
    private @Nullable Link link;

    @Inject
    RedisConnections(RedisSettings settings, @Property(name = "redis.uri") @Nullable String uri) {
        this(settings, uri, "");
    }

    /// @param scriptPrefix put before every script. Redis 7 refuses keys of another slot to a
    ///     script that begins with `#!lua`, which is how tests find one that strays; Redis 6.2 does
    ///     not know that line
    RedisConnections(RedisSettings settings, @Nullable String uri, String scriptPrefix) {
        this.settings = settings;
        this.scriptPrefix = scriptPrefix;
        String address = settings.uri() == null ? uri : settings.uri();
        this.uris = parse(address == null ? "redis://127.0.0.1:6379" : address, settings.timeout());
    }

    /// Connections for `settings` alone.
    public RedisConnections(RedisSettings settings) {
        this(settings, null, "");
    }

    /// Commands; many threads share them.
    ///
    /// @throws io.lettuce.core.RedisException when the server cannot be reached
    RedisClusterAsyncCommands<String, String> commands() {
        return link().commands();
    }

    /// The connection for subscriptions.
    StatefulRedisPubSubConnection<String, String> subscriptions() {
        return link().subscriptions();
    }

    /// A script of ours, ready to run.
    ///
    /// @param resources its parts, in order
    LuaScript script(String... resources) {
        return new LuaScript(this, scriptPrefix, resources);
    }

    /// Closes everything at once.
    @Override
    @PreDestroy
    public synchronized void close() {
        if (link != null) {
            link.close();
            link = null;
        }
    }

    private synchronized Link link() {
        if (link == null) {
            link = settings.cluster() ? new ClusterLink(uris) : new PlainLink(uris.getFirst());
        }
        return link;
    }

    private static List<RedisURI> parse(String addresses, Duration timeout) {
        try {
            List<RedisURI> uris =
                    Arrays.stream(addresses.split(","))
                            .map(String::strip)
                            .map(RedisURI::create)
                            .toList();
            uris.forEach(uri -> uri.setTimeout(timeout));
            return uris;
        } catch (IllegalArgumentException e) {
            // Neither the address nor the cause, which repeats it: it may hold a password.
            throw new IllegalArgumentException(
                    "conduit.redis.uri must be redis:// or rediss://, then host and port");
        }
    }

    private static ClientOptions.Builder options(ClientOptions.Builder builder) {
        return builder.requestQueueSize(WAITING_COMMANDS).timeoutOptions(TimeoutOptions.enabled());
    }

    /// A client with its connections.
    private abstract static class Link {

        final ClientResources resources =
                DefaultClientResources.builder()
                        .reconnectDelay(
                                Delay.exponential(
                                        RECONNECT_FIRST, RECONNECT_LAST, 2, TimeUnit.MILLISECONDS))
                        .build();
        private @Nullable RedisClusterAsyncCommands<String, String> commands;
        private @Nullable StatefulRedisPubSubConnection<String, String> subscriptions;

        abstract RedisClusterAsyncCommands<String, String> connect();

        abstract StatefulRedisPubSubConnection<String, String> connectSubscriptions();

        abstract void shutdown();

        synchronized RedisClusterAsyncCommands<String, String> commands() {
            if (commands == null) {
                commands = connect();
            }
            return commands;
        }

        synchronized StatefulRedisPubSubConnection<String, String> subscriptions() {
            if (subscriptions == null) {
                subscriptions = connectSubscriptions();
            }
            return subscriptions;
        }

        final void close() {
            shutdown();
            resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        }
    }

    private static final class PlainLink extends Link {

        private final RedisClient client;

        PlainLink(RedisURI uri) {
            client = RedisClient.create(resources, uri);
            client.setOptions(options(ClientOptions.builder()).build());
        }

        @Override
        RedisClusterAsyncCommands<String, String> connect() {
            return client.connect().async();
        }

        @Override
        StatefulRedisPubSubConnection<String, String> connectSubscriptions() {
            return client.connectPubSub();
        }

        @Override
        void shutdown() {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }

    private static final class ClusterLink extends Link {

        private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(30);

        private final RedisClusterClient client;

        ClusterLink(List<RedisURI> uris) {
            client = RedisClusterClient.create(resources, uris);
            ClusterTopologyRefreshOptions refresh =
                    ClusterTopologyRefreshOptions.builder()
                            .enablePeriodicRefresh(TOPOLOGY_REFRESH)
                            .enableAllAdaptiveRefreshTriggers()
                            .build();
            ClusterClientOptions.Builder builder =
                    ClusterClientOptions.builder().topologyRefreshOptions(refresh);
            options(builder);
            client.setOptions(builder.build());
        }

        @Override
        RedisClusterAsyncCommands<String, String> connect() {
            return client.connect().async();
        }

        @Override
        StatefulRedisPubSubConnection<String, String> connectSubscriptions() {
            return client.connectPubSub();
        }

        @Override
        void shutdown() {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }
}
