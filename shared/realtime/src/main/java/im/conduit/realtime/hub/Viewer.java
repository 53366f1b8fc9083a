package im.conduit.realtime.hub;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.Task;
import org.jspecify.annotations.Nullable;

/// On whose behalf a connection looks at tasks.
///
/// @param key the virtual key
/// @param user the end user that the connection's token is narrowed to, or `null` for all of them
public record Viewer(KeyId key, @Nullable String user) {

    /// Whether this task may be seen. What may not is treated like what does not exist.
    public boolean maySee(Task task) {
        return task.owner().equals(key) && (user == null || user.equals(task.spec().user()));
    }
}
