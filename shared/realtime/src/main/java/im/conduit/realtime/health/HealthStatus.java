package im.conduit.realtime.health;

/// How well something is, from well to ill.
public enum HealthStatus {
    /// Works.
    HEALTHY("Healthy"),
    /// Works, and somebody should look.
    DEGRADED("Degraded"),
    /// Does not work.
    UNHEALTHY("Unhealthy");

    private final String wireName;

    HealthStatus(String wireName) {
        this.wireName = wireName;
    }

    /// As in a health report.
    public String wireName() {
        return wireName;
    }

    /// The worse of two.
    public HealthStatus or(HealthStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
