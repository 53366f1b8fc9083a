package im.conduit.realtime.task;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/// `conduit.tasks`: how long tasks wait and stay.
///
/// @param queueLimit how long a task may wait for its first worker before it fails with `timeout`
/// @param retention how long an ended task is kept
/// @param keptEvents how many of the newest events of a running task are kept besides `started`
@ConfigurationProperties("conduit.tasks")
public record TaskSettings(
        @Bindable(defaultValue = "15m") Duration queueLimit,
        @Bindable(defaultValue = "24h") Duration retention,
        @Bindable(defaultValue = "256") int keptEvents) {

    /// What holds where nothing is configured.
    public static final TaskSettings DEFAULT =
            new TaskSettings(Duration.ofMinutes(15), Duration.ofHours(24), 256);

    /// @throws IllegalArgumentException when a limit is not positive
    public TaskSettings {
        if (!queueLimit.isPositive() || !retention.isPositive() || keptEvents < 1) {
            throw new IllegalArgumentException("the limits of conduit.tasks must be positive");
        }
    }
}
