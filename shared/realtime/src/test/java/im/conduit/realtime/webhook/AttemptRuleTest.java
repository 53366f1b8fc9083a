package im.conduit.realtime.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.webhook.DeliveryOutcome.Delivered;
import im.conduit.realtime.webhook.DeliveryOutcome.GaveUp;
import im.conduit.realtime.webhook.DeliveryOutcome.Postponed;
import im.conduit.realtime.webhook.DeliveryOutcome.RetryAfter;
import im.conduit.realtime.webhook.WebhookTransport.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptRuleTest {

    private static final Instant AT = Instant.parse("2026-01-20T15:30:45.123Z");
    private static final Instant END = AT.plusMillis(40);

    private final AttemptRule withoutJitter = rule(0);

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void every2xxDelivers(int status) {
        assertThat(outcome(withoutJitter, new Answer.Responded(status, null, "ok"), 2))
                .isEqualTo(
                        new Delivered(new Attempt(AT, status, Duration.ofMillis(40), "ok", null)));
    }

    @ParameterizedTest
    @CsvSource({"0, 2000", "1, 4000", "2, 8000"})
    void failuresAreRetriedAfterTwoFourAndEightSeconds(int before, long delay) {
        assertThat(outcome(withoutJitter, new Answer.Failed("no answer"), before))
                .isEqualTo(
                        new RetryAfter(
                                new Attempt(AT, null, Duration.ofMillis(40), null, "no answer"),
                                Duration.ofMillis(delay)));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 301, 302, 307, 400, 401, 404, 408, 429, 500, 503, 599})
    void everyOtherStatusIsRetriedAndThenGivenUp(int status) {
        Answer answer = new Answer.Responded(status, null, "no");
        assertThat(outcome(withoutJitter, answer, 2)).isInstanceOf(RetryAfter.class);
        assertThat(outcome(withoutJitter, answer, 3))
                .isEqualTo(
                        new GaveUp(
                                new Attempt(
                                        AT,
                                        status,
                                        Duration.ofMillis(40),
                                        "no",
                                        "the receiver answered " + status),
                                "no success in 4 attempts"));
    }

    @Test
    void goneStopsAtOnce() {
        assertThat(outcome(withoutJitter, new Answer.Responded(410, "5", ""), 0))
                .isInstanceOf(GaveUp.class);
    }

    @Test
    void jitterAddsUpToASecondAndNeverMakesItEarlier() {
        AttemptRule random =
                new AttemptRule(
                        WebhookSettings.DEFAULT, () -> ThreadLocalRandom.current().nextDouble());
        for (int i = 0; i < 1_000; i++) {
            assertThat(delay(random, null, 0))
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
        }
        assertThat(delay(rule(0.999), null, 2)).isEqualTo(Duration.ofMillis(8_999));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 4000",
        "1, 4000",
        "4, 4000",
        "5, 5000",
        "60, 60000",
        "61, 60000",
        "999999, 60000",
        "99999999999999999999, 60000",
        "-5, 4000",
        "soon, 4000",
        "1.5, 4000",
        "'', 4000",
        "' 7 ', 7000",
        "'Tue, 20 Jan 2026 15:30:55 GMT', 10000",
        "'Tue, 20 Jan 2026 15:30:00 GMT', 4000",
        "'Wed, 20 Jan 2027 15:30:00 GMT', 60000"
    })
    void aLongerRetryAfterIsHonouredUpToAMinute(String retryAfter, long delay) {
        assertThat(delay(withoutJitter, retryAfter, 1)).isEqualTo(Duration.ofMillis(delay));
    }

    @Test
    void aBusyHostPostponesWithoutAnAttempt() {
        assertThat(outcome(withoutJitter, new Answer.Busy(), 3))
                .isEqualTo(new Postponed(Duration.ofSeconds(1)));
    }

    private static AttemptRule rule(double random) {
        return new AttemptRule(WebhookSettings.DEFAULT, () -> random);
    }

    private static DeliveryOutcome outcome(AttemptRule rule, Answer answer, int before) {
        return rule.outcome(answer, before, AT, END);
    }

    private static Duration delay(AttemptRule rule, @Nullable String retryAfter, int before) {
        Answer answer = new Answer.Responded(503, retryAfter, "");
        return ((RetryAfter) outcome(rule, answer, before)).delay();
    }
}
