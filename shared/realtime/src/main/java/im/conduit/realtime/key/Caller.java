package im.conduit.realtime.key;

import org.jspecify.annotations.Nullable;

/// Who asks, once authenticated.
///
/// @param key the virtual key that speaks, itself or through a token or session made from it
/// @param user the end user that a token or session is narrowed to; `null` sees all of the key's
///     tasks
public record Caller(VirtualKey key, @Nullable String user) {

    /// The key's id: the owner of what this caller submits.
    public KeyId id() {
        return key.id();
    }

    /// Whether this caller may see a task. Who may not is told the same as for a task that does not
    /// exist.
    ///
    /// @param owner the key that submitted it
    /// @param taskUser the `user` it was submitted with
    public boolean sees(KeyId owner, @Nullable String taskUser) {
        return key.id().equals(owner) && (user == null || user.equals(taskUser));
    }
}
