package im.conduit.redis;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskType;
import java.util.Locale;

/// Every name of ours in Redis. What belongs to a task carries the hash tag of its partition, what
/// belongs to a virtual key the key's id, so that each script finds its keys in one slot.
final class RedisNames {

    /// What the channel of a key's task events begins with.
    static final String EVENT_CHANNELS = "conduit:events:";

    private RedisNames() {}

    /// Hash: the task.
    static String task(TaskId id) {
        return partition(id.partition()) + "task:" + id;
    }

    /// Sorted set by sequence: the task's kept events, each `sequence timestamp kind body`.
    static String events(TaskId id) {
        return partition(id.partition()) + "events:" + id;
    }

    /// Hash: one webhook delivery.
    static String delivery(TaskId id, long sequence) {
        return partition(id.partition()) + "delivery:" + id + ":" + sequence;
    }

    /// Hash: who watches the task from behind a gateway.
    static String taskSockets(TaskId id) {
        return partition(id.partition()) + "sockets:" + id;
    }

    /// Hash: a connection that a gateway holds.
    static String socket(String connectionId) {
        return "conduit:socket:{" + connectionId + "}";
    }

    /// Set: the tasks it watches.
    static String socketTasks(String connectionId) {
        return socket(connectionId) + ":tasks";
    }

    /// Sorted set by end of life in ms: the connections of a key that a gateway holds.
    static String keySockets(KeyId id) {
        return "conduit:{" + id + "}:sockets";
    }

    /// Sorted set by next look in ms: the partition's unfinished work.
    static String due(int partition) {
        return partition(partition) + "due";
    }

    /// Hash from member of the due set to the id of the key that owns it.
    static String dueOwners(int partition) {
        return partition(partition) + "due:owners";
    }

    /// Hash from member of the due set to how often it was rung since its last look was set.
    static String dueRings(int partition) {
        return partition(partition) + "due:rings";
    }

    /// Hash: what is known of a virtual key.
    static String key(KeyId id) {
        return "conduit:{" + id + "}:key";
    }

    /// Hash: the same, found by the hash of the key's characters.
    static String keyByHash(String hash) {
        return "conduit:key:" + hash;
    }

    /// Channel: every event of a key's tasks.
    static String eventChannel(KeyId owner) {
        return EVENT_CHANNELS + owner;
    }

    /// List, newest first: ms that recent generations took.
    static String durations(TaskType type, String model) {
        return "conduit:durations:" + type.noun() + ":" + model;
    }

    private static String partition(int partition) {
        return String.format(Locale.ROOT, "conduit:{p%03d}:", partition);
    }
}
