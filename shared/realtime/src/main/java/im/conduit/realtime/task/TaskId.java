package im.conduit.realtime.task;

import java.util.Optional;
import java.util.UUID;

/// The id of a task: a UUIDv7 in its 36-character lower-case form. Clients treat it as opaque.
public record TaskId(String value) {

    /// How many partitions (Redis hash tags) tasks are spread over.
    public static final int PARTITIONS = 256;

    /// @throws IllegalArgumentException when `value` is not a lower-case UUID
    public TaskId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a task id is a lower-case UUID");
        }
    }

    /// Reads what a client sent; empty when it cannot be a task's id, so that nothing is looked up.
    public static Optional<TaskId> parse(String text) {
        return isValid(text) ? Optional.of(new TaskId(text)) : Optional.empty();
    }

    /// The partition of this task, 0 to 255: the task, its events, its due work and its deliveries
    /// all live in it.
    public int partition() {
        return Math.floorMod(value.hashCode() * 0x9E3779B9 >>> 24, PARTITIONS);
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isValid(String text) {
        if (text.length() != 36) {
            return false;
        }
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
