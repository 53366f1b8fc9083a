package im.conduit.realtime.task;

/// Where a task stands.
public enum TaskStatus {
    /// Accepted, waiting for a worker.
    PENDING,
    /// A worker has it, or it waits between two automatic attempts.
    PROCESSING,
    /// Ended with a result.
    COMPLETED,
    /// Ended without one.
    FAILED,
    /// Ended at its owner's wish.
    CANCELLED;

    /// Whether nothing follows (but a caller's retry of a failed task).
    public boolean terminal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    /// The `status` member of every document.
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
