package im.conduit.realtime.webhook;

import im.conduit.realtime.webhook.DeliveryOutcome.Delivered;
import im.conduit.realtime.webhook.DeliveryOutcome.GaveUp;
import im.conduit.realtime.webhook.DeliveryOutcome.Postponed;
import im.conduit.realtime.webhook.DeliveryOutcome.RetryAfter;
import im.conduit.realtime.webhook.WebhookTransport.Answer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// What follows from an attempt. Contract section 7: 2xx delivers, 410 stops at once, everything
/// else is tried again after 2, 4 and 8 s plus jitter, or later where the receiver asks for it.
final class AttemptRule {

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(60);
    private static final Duration BUSY_DELAY = Duration.ofSeconds(1);
    private static final int GONE = 410;

    private final List<Duration> delays;
    private final Duration jitter;
    private final DoubleSupplier random;

    /// @param random from 0 to 1
    AttemptRule(WebhookSettings settings, DoubleSupplier random) {
        this.delays = settings.retryDelays();
        this.jitter = settings.jitter();
        this.random = random;
    }

    /// @param before attempts recorded earlier
    /// @param at when this one began
    /// @param end when it ended
    DeliveryOutcome outcome(Answer answer, int before, Instant at, Instant end) {
        Duration latency = Duration.between(at, end);
        return switch (answer) {
            case Answer.Busy _ -> new Postponed(BUSY_DELAY.plus(someJitter()));
            case Answer.Failed(String cause) ->
                    again(new Attempt(at, null, latency, null, cause), before, Duration.ZERO);
            case Answer.Responded(int status, _, String excerpt) when status / 100 == 2 ->
                    new Delivered(new Attempt(at, status, latency, excerpt, null));
            case Answer.Responded(int status, String retryAfter, String excerpt) -> {
                String error = "the receiver answered " + status;
                Attempt attempt = new Attempt(at, status, latency, excerpt, error);
                yield status == GONE
                        ? new GaveUp(attempt, "the receiver answered 410 Gone")
                        : again(attempt, before, asked(retryAfter, end));
            }
        };
    }

    private DeliveryOutcome again(Attempt attempt, int before, Duration asked) {
        if (before >= delays.size()) {
            int tries = before + 1;
            return new GaveUp(attempt, "no success in " + tries + " attempts");
        }
        Duration own = delays.get(before).plus(someJitter());
        return new RetryAfter(attempt, own.compareTo(asked) >= 0 ? own : asked);
    }

    private Duration someJitter() {
        return Duration.ofMillis((long) (jitter.toMillis() * random.getAsDouble()));
    }

    /// Reads seconds or an HTTP date (RFC 9110, section 10.2.3); anything else asks for nothing.
    private static Duration asked(@Nullable String retryAfter, Instant now) {
        if (retryAfter == null) {
            return Duration.ZERO;
        }
        String text = retryAfter.strip();
        if (text.matches("[0-9]+")) {
            return text.length() > 6 ? LONGEST_RETRY_AFTER : bounded(Long.parseLong(text));
        }
        try {
            Instant until =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return bounded(Duration.between(now, until).plusMillis(999).toSeconds());
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private static Duration bounded(long seconds) {
        return Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_RETRY_AFTER.toSeconds()));
    }
}
