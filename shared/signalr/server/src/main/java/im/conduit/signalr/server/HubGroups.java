package im.conduit.signalr.server;

/// Group membership. A group exists as long as it has members; a connection leaves its groups when
/// it ends. `null` is an [IllegalArgumentException] that says what is missing.
public interface HubGroups {

    /// Adds a connection; nothing happens when it is a member already.
    void add(String connectionId, String group);

    /// Removes a connection; nothing happens when it is no member.
    void remove(String connectionId, String group);
}
