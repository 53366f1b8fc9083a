package im.conduit.realtime.webhook;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;

/// Settings of webhook delivery, below `conduit.webhooks`.
///
/// @param allowHttp whether targets in `allowed-ranges` may use `http`; a public target never may
/// @param allowedRanges special address ranges that targets may lie in, such as `127.0.0.0/8`
/// @param timeout from the start of an attempt to the end of its answer
/// @param retryDelays how long to wait after each failed attempt; their number is the number of
///     retries
/// @param jitter the most that is added to a delay, at random
@ConfigurationProperties("conduit.webhooks")
public record WebhookSettings(
        @Bindable(defaultValue = "false") boolean allowHttp,
        @Bindable(defaultValue = "") List<String> allowedRanges,
        @Bindable(defaultValue = "10s") Duration timeout,
        @Bindable(defaultValue = "2s,4s,8s") List<Duration> retryDelays,
        @Bindable(defaultValue = "1s") Duration jitter) {

    /// What holds where nothing is configured.
    public static final WebhookSettings DEFAULT =
            new WebhookSettings(
                    false,
                    List.of(),
                    Duration.ofSeconds(10),
                    List.of(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8)),
                    Duration.ofSeconds(1));

    /// @throws IllegalArgumentException when a range is none, or a time is out of bounds
    public WebhookSettings {
        // An empty setting arrives as one empty text.
        allowedRanges = allowedRanges.stream().filter(range -> !range.isBlank()).toList();
        retryDelays = List.copyOf(retryDelays);
        allowedRanges.forEach(AddressRange::parse);
        if (!timeout.isPositive() || timeout.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException(
                    "conduit.webhooks.timeout must be more than 0 and at most 10s");
        }
        if (jitter.isNegative() || retryDelays.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException(
                    "conduit.webhooks.retry-delays and jitter must not be negative");
        }
    }

    /// The same, with targets in these ranges allowed, by `http` too.
    public WebhookSettings withTargetsIn(String... ranges) {
        return new WebhookSettings(true, List.of(ranges), timeout, retryDelays, jitter);
    }

    /// The same with other times.
    public WebhookSettings withTimes(
            Duration otherTimeout, List<Duration> otherDelays, Duration otherJitter) {
        return new WebhookSettings(
                allowHttp, allowedRanges, otherTimeout, otherDelays, otherJitter);
    }
}
