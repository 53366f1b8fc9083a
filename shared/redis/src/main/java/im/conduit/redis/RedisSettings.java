package im.conduit.redis;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `conduit.redis`: the store.
///
/// @param uri `redis://` or, with TLS, `rediss://`; `REDIS_URI` counts where it is absent. Of a
///     cluster any node, or several separated by commas
/// @param cluster whether the server is a cluster
/// @param timeout how long a command may take
@ConfigurationProperties("conduit.redis")
public record RedisSettings(
        @Nullable String uri,
        @Bindable(defaultValue = "false") boolean cluster,
        @Bindable(defaultValue = "5s") Duration timeout) {

    /// A plain server at `uri`.
    public static RedisSettings plain(String uri) {
        return new RedisSettings(uri, false, Duration.ofSeconds(5));
    }

    /// A cluster with a node at `uri`.
    public static RedisSettings cluster(String uri) {
        return new RedisSettings(uri, true, Duration.ofSeconds(5));
    }
}
