package im.conduit.realtime.generation;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;

/// `conduit.generation`: how tasks are worked on.
///
/// @param providers short names of the providers this installation has credentials for
/// @param demoFallback whether the demo provider stands in for a provider without credentials; the
///     local default says yes, elsewhere such a model is unknown
/// @param leaseTime how long a silent worker keeps its task
/// @param heartbeat how often a worker renews its lease, and so how soon it learns of a
///     cancellation
/// @param progressInterval the least time between two progress events of a task: 100 ms, on
///     functions 500 ms
/// @param repeatDelay the wait before the first automatic repeat; the second waits twice as long
/// @param stopGrace how long a provider that was told to stop may take before it is interrupted
@ConfigurationProperties("conduit.generation")
public record GenerationSettings(
        @Bindable(defaultValue = "demo") List<String> providers,
        @Bindable(defaultValue = "false") boolean demoFallback,
        @Bindable(defaultValue = "15s") Duration leaseTime,
        @Bindable(defaultValue = "1s") Duration heartbeat,
        @Bindable(defaultValue = "100ms") Duration progressInterval,
        @Bindable(defaultValue = "2s") Duration repeatDelay,
        @Bindable(defaultValue = "2s") Duration stopGrace) {

    /// What holds where nothing is configured.
    public static final GenerationSettings DEFAULT =
            new GenerationSettings(
                    List.of("demo"),
                    false,
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2));

    /// @throws IllegalArgumentException when a lease would lapse between two heartbeats
    public GenerationSettings {
        if (heartbeat.isNegative()
                || heartbeat.isZero()
                || heartbeat.multipliedBy(2).compareTo(leaseTime) > 0) {
            throw new IllegalArgumentException(
                    "conduit.generation.heartbeat must be positive and at most half of lease-time");
        }
        providers = List.copyOf(providers);
    }

    /// The same, with the demo provider standing in for others.
    public GenerationSettings withDemoFallback() {
        return new GenerationSettings(
                providers, true, leaseTime, heartbeat, progressInterval, repeatDelay, stopGrace);
    }
}
