package im.conduit.functions.operations;

import im.conduit.realtime.health.Health;
import im.conduit.realtime.health.HealthReport;
import im.conduit.realtime.health.HealthStatus;
import im.conduit.realtime.wire.HealthDocument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.time.InstantSource;
import java.util.TreeMap;

/// `/health`, contract section 10.
@Controller("/health")
@ExecuteOn(TaskExecutors.BLOCKING)
final class HealthController {

    private final Health health;
    private final InstantSource clock;

    HealthController(Health health, InstantSource clock) {
        this.health = health;
        this.clock = clock;
    }

    /// All checks; 503 when one is unhealthy, so that nobody is sent here.
    @Get(uris = {"/", "/ready"})
    HttpResponse<byte[]> ready() throws InterruptedException {
        HealthReport report = health.report();
        boolean unhealthy = report.status() == HealthStatus.UNHEALTHY;
        return answer(unhealthy ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK, report);
    }

    /// The process answers: whoever restarts it on a missing answer need not look further.
    @Get("/live")
    HttpResponse<byte[]> live() {
        return answer(
                HttpStatus.OK,
                new HealthReport(
                        HealthStatus.HEALTHY, clock.instant(), Duration.ZERO, new TreeMap<>()));
    }

    private static HttpResponse<byte[]> answer(HttpStatus status, HealthReport report) {
        return HttpResponse.<byte[]>status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(HealthDocument.render(report));
    }
}
