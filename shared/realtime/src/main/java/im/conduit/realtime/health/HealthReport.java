package im.conduit.realtime.health;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;

/// What all checks found.
///
/// @param status the worst
/// @param at when they were asked
/// @param took until the last had answered
/// @param checks by name
public record HealthReport(
        HealthStatus status,
        Instant at,
        Duration took,
        SortedMap<String, HealthCheck.Result> checks) {}
