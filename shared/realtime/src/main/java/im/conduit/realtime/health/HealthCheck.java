package im.conduit.realtime.health;

import java.util.Map;

/// Something this process depends on. Every bean of this type is asked.
public interface HealthCheck {

    /// Its name in the report, such as `redis`.
    String name();

    /// Looks. May block; is interrupted and counts as unhealthy after three seconds.
    ///
    /// @throws Exception counts as unhealthy; what it says is logged, not shown
    Result check() throws Exception;

    /// What was found.
    ///
    /// @param description one sentence for people, without addresses or secrets
    /// @param data figures, by name
    record Result(HealthStatus status, String description, Map<String, Number> data) {}
}
