package im.conduit.redis;

import im.conduit.realtime.generation.DurationEstimates;
import im.conduit.realtime.task.TaskType;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Recent durations on Redis, read again every few seconds. Models are the catalog's, so there are
/// few.
@Singleton
public final class RedisDurationEstimates implements DurationEstimates {

    private static final Logger LOG = LoggerFactory.getLogger(RedisDurationEstimates.class);
    private static final int NEWEST = 25;
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final RedisConnections redis;
    private final Map<String, Estimate> known = new ConcurrentHashMap<>();

    /// @param redis where they are kept
    public RedisDurationEstimates(RedisConnections redis) {
        this.redis = redis;
    }

    @Override
    public void record(TaskType type, String model, Duration took) {
        String name = RedisNames.durations(type, model);
        RedisClusterAsyncCommands<String, String> commands = redis.commands();
        commands.lpush(name, Long.toString(took.toMillis()));
        commands.ltrim(name, 0, NEWEST - 1);
    }

    @Override
    public Optional<Duration> typical(TaskType type, String model) {
        String name = RedisNames.durations(type, model);
        Estimate estimate = known.get(name);
        if (estimate == null || estimate.readAt() + FRESH.toNanos() - System.nanoTime() < 0) {
            estimate = new Estimate(System.nanoTime(), median(name));
            known.put(name, estimate);
        }
        return Optional.ofNullable(estimate.median());
    }

    private @Nullable Duration median(String name) {
        try {
            List<String> newest = RedisReply.of(redis.commands().lrange(name, 0, NEWEST - 1));
            long[] sorted = newest.stream().mapToLong(Long::parseLong).sorted().toArray();
            return sorted.length == 0 ? null : Duration.ofMillis(sorted[sorted.length / 2]);
        } catch (RedisException e) {
            LOG.debug("no durations", e);
            return null;
        }
    }

    private record Estimate(long readAt, @Nullable Duration median) {}
}
