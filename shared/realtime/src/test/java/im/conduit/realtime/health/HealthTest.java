package im.conduit.realtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.health.HealthCheck.Result;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealthTest {

    private static final Result WELL = new Result(HealthStatus.HEALTHY, "Answers.", Map.of("n", 1));

    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void theWorstCheckDecides() throws Exception {
        Result degraded = new Result(HealthStatus.DEGRADED, "Slow.", Map.of());
        HealthReport report = health(check("b", () -> degraded), check("a", () -> WELL)).report();

        assertThat(report.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(report.checks()).containsExactly(Map.entry("a", WELL), Map.entry("b", degraded));
    }

    @Test
    void withoutChecksAllIsWell() throws Exception {
        assertThat(health().report().status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void aFailingCheckIsUnhealthyAndItsMessageStaysInside() throws Exception {
        HealthReport report =
                health(
                                check(
                                        "a",
                                        () -> {
                                            throw new IllegalStateException("redis://secret@host");
                                        }))
                        .report();
        assertThat(report.checks().get("a"))
                .isEqualTo(new Result(HealthStatus.UNHEALTHY, "Does not answer.", Map.of()));
    }

    @Test
    void aCheckThatHangsIsUnhealthyAndTheOthersAreNot() throws Exception {
        HealthReport report =
                health(
                                check(
                                        "a",
                                        () -> {
                                            Thread.sleep(60_000);
                                            return WELL;
                                        }),
                                check("b", () -> WELL))
                        .report();
        assertThat(report.status()).isEqualTo(HealthStatus.UNHEALTHY);
        assertThat(report.checks().get("a"))
                .isEqualTo(
                        new Result(
                                HealthStatus.UNHEALTHY, "Does not answer within 3 s.", Map.of()));
        assertThat(report.checks().get("b")).isEqualTo(WELL);
    }

    @Test
    void anAnswerIsReusedForFiveSeconds() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Health health =
                health(
                        check(
                                "a",
                                () -> {
                                    asked.incrementAndGet();
                                    return WELL;
                                }));
        health.report();
        now = now.plusSeconds(5);
        health.report();
        assertThat(asked).hasValue(1);
        now = now.plusMillis(1);
        health.report();
        assertThat(asked).hasValue(2);
    }

    private Health health(HealthCheck... checks) {
        return new Health(List.of(checks), () -> now);
    }

    private static HealthCheck check(String name, Callable<Result> answer) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Result check() throws Exception {
                return answer.call();
            }
        };
    }
}
