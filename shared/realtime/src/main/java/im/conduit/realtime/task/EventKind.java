package im.conduit.realtime.task;

/// The kinds of task events.
public enum EventKind {
    /// A worker took the task for the first time since it was submitted or retried.
    STARTED,
    /// The work moved on.
    PROGRESS,
    /// Ended with a result.
    COMPLETED,
    /// Ended without one.
    FAILED,
    /// Ended at its owner's wish.
    CANCELLED,
    /// Its owner sent a failed task back to `pending`.
    RETRIED;

    /// As in `task.started` and in `webhook_events`.
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /// Whether the task ends with it.
    public boolean terminal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
