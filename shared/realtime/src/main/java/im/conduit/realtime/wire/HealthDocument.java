package im.conduit.realtime.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import im.conduit.realtime.health.HealthCheck;
import im.conduit.realtime.health.HealthReport;
import java.time.Duration;

/// The body of `/health`, `/health/live` and `/health/ready`, contract section 10: `checks` as this
/// service writes them, `entries` the same again under the name ASP.NET's health clients read.
public final class HealthDocument {

    private HealthDocument() {}

    /// The body as UTF-8 JSON.
    public static byte[] render(HealthReport report) {
        ObjectNode checks = Json.object();
        report.checks().forEach((name, result) -> checks.set(name, check(name, result)));
        ObjectNode body = Json.object();
        body.put("status", report.status().wireName())
                .put("timestamp", Json.time(report.at()))
                .put("totalDuration", timeSpan(report.took()))
                .set("checks", checks);
        body.set("entries", checks);
        return Json.bytes(body);
    }

    private static ObjectNode check(String name, HealthCheck.Result result) {
        ObjectNode check = Json.object();
        check.put("name", name)
                .put("status", result.status().wireName())
                .put("description", result.description());
        ObjectNode data = check.putObject("data");
        result.data()
                .forEach(
                        (figure, value) -> {
                            if (value instanceof Double || value instanceof Float) {
                                data.put(figure, value.doubleValue());
                            } else {
                                data.put(figure, value.longValue());
                            }
                        });
        return check;
    }

    /// As .NET writes a `TimeSpan`: `00:00:00.0123456`.
    private static String timeSpan(Duration duration) {
        return "%02d:%02d:%02d.%07d"
                .formatted(
                        duration.toHours(),
                        duration.toMinutesPart(),
                        duration.toSecondsPart(),
                        duration.toNanosPart() / 100);
    }
}
