package im.conduit.signalr.redis;

import im.conduit.signalr.server.SettingDuration;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The settings `signalr.redis.*`: for several nodes that share their connections through a Redis.
///
/// @param uri `redis://` or, with TLS, `rediss://`, the same server for all nodes; without it each
///     node is alone
/// @param channelPrefix what the names of all channels begin with
/// @param instanceName follows it; applications that share a Redis and must not hear each other
///     have different ones
/// @param timeout how long Redis may take to accept a connection or to answer
/// @param acknowledgeTimeout how long another node may take to change a group of its connection
/// @param queueBytes messages that may be on their way to Redis, and as many that may have come
///     from it and wait, in bytes; more are dropped
@ConfigurationProperties("signalr.redis")
record BackplaneSettings(
        @Nullable String uri,
        @Bindable(defaultValue = "conduit") String channelPrefix,
        @Bindable(defaultValue = "conduit-signalr") String instanceName,
        @Bindable(defaultValue = "5s") SettingDuration timeout,
        @Bindable(defaultValue = "30s") SettingDuration acknowledgeTimeout,
        @Bindable(defaultValue = "16777216") int queueBytes) {

    /// Rejects what cannot work.
    BackplaneSettings {
        positive("timeout", timeout);
        positive("acknowledge-timeout", acknowledgeTimeout);
        if (queueBytes < 1) {
            throw new IllegalArgumentException("signalr.redis.queue-bytes must be positive");
        }
    }

    private static void positive(String name, SettingDuration given) {
        if (given.value().compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("signalr.redis." + name + " must be positive");
        }
    }
}
