package im.conduit.realtime.hub;

import im.conduit.realtime.task.EventKind;
import java.util.Optional;

/// The two families of positional events; which one a client gets depends on how it subscribed.
public enum Spelling {
    /// After `SubscribeToTask`.
    TASK("Task"),
    /// After `SubscribeToRequest`.
    REQUEST("Request");

    private final String prefix;

    Spelling(String prefix) {
        this.prefix = prefix;
    }

    /// The event's name, or empty where this family has none for that kind. A cancelled task counts
    /// as failed.
    Optional<String> eventName(EventKind kind) {
        return switch (kind) {
            case PROGRESS -> Optional.of(prefix + "Progress");
            case COMPLETED -> Optional.of(prefix + "Completed");
            case FAILED, CANCELLED -> Optional.of(prefix + "Failed");
            case STARTED, RETRIED -> Optional.empty();
        };
    }
}
