package im.conduit.realtime.health;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks every check at once, and again only after five seconds, whoever asks and how often.
@Singleton
public final class Health {

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final Duration REUSE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// Never waited for: a check that ignores its interruption holds up nobody.
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final List<HealthCheck> checks;
    private final InstantSource clock;
    private @Nullable HealthReport latest;

    Health(List<HealthCheck> checks, InstantSource clock) {
        this.checks = List.copyOf(checks);
        this.clock = clock;
    }

    /// A report that is at most five seconds old.
    ///
    /// @throws InterruptedException when the process ends
    public synchronized HealthReport report() throws InterruptedException {
        HealthReport known = latest;
        if (known == null || clock.instant().isAfter(known.at().plus(REUSE))) {
            known = ask();
            latest = known;
        }
        return known;
    }

    private HealthReport ask() throws InterruptedException {
        Instant start = clock.instant();
        SortedMap<String, HealthCheck.Result> results = new TreeMap<>();
        List<Callable<HealthCheck.Result>> calls =
                checks.stream().<Callable<HealthCheck.Result>>map(check -> check::check).toList();
        List<Future<HealthCheck.Result>> answers =
                threads.invokeAll(calls, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        for (int i = 0; i < answers.size(); i++) {
            results.put(checks.get(i).name(), result(checks.get(i), answers.get(i)));
        }
        HealthStatus worst =
                results.values().stream()
                        .map(HealthCheck.Result::status)
                        .reduce(HealthStatus.HEALTHY, HealthStatus::or);
        return new HealthReport(worst, start, Duration.between(start, clock.instant()), results);
    }

    private static HealthCheck.Result result(HealthCheck check, Future<HealthCheck.Result> answer)
            throws InterruptedException {
        try {
            return answer.get();
        } catch (CancellationException e) {
            return ill("Does not answer within " + PATIENCE.toSeconds() + " s.");
        } catch (ExecutionException e) {
            LOG.warn("health check {} failed: {}", check.name(), String.valueOf(e.getCause()));
            return ill("Does not answer.");
        }
    }

    private static HealthCheck.Result ill(String description) {
        return new HealthCheck.Result(HealthStatus.UNHEALTHY, description, Map.of());
    }
}
