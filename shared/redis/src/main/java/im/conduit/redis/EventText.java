package im.conduit.redis;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import java.time.Instant;
import java.util.Locale;

/// An event as the log keeps it, `sequence timestamp kind body`, and as the channel carries it,
/// with the task's id before that.
final class EventText {

    private EventText() {}

    static TaskEvent read(TaskId task, KeyId owner, String text) {
        String[] parts = text.split(" ", 4);
        if (parts.length != 4) {
            throw new IllegalArgumentException("not an event");
        }
        EventKind kind = EventKind.valueOf(parts[2].toUpperCase(Locale.ROOT));
        return new TaskEvent(
                task,
                owner,
                Long.parseLong(parts[0]),
                Instant.ofEpochMilli(Long.parseLong(parts[1])),
                StoredJson.readBody(kind, parts[3]));
    }

    static TaskEvent readPublished(KeyId owner, String text) {
        int end = text.indexOf(' ');
        if (end < 0) {
            throw new IllegalArgumentException("not an event");
        }
        return read(new TaskId(text.substring(0, end)), owner, text.substring(end + 1));
    }
}
