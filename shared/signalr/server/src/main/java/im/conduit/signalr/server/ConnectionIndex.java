package im.conduit.signalr.server;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Connections by a name; names exist as long as they have connections. Safe for use by many
/// threads.
public final class ConnectionIndex {

    private final Map<String, Map<String, HubConnection>> byName = new ConcurrentHashMap<>();

    /// Adds a connection under `name`; once is enough.
    public void add(String name, HubConnection connection) {
        byName.compute(
                name,
                (_, members) -> {
                    Map<String, HubConnection> known =
                            members == null ? new ConcurrentHashMap<>(2) : members;
                    known.put(connection.connectionId(), connection);
                    return known;
                });
    }

    /// Removes a connection from `name`.
    public void remove(String name, HubConnection connection) {
        byName.computeIfPresent(
                name,
                (_, members) -> {
                    members.remove(connection.connectionId(), connection);
                    return members.isEmpty() ? null : members;
                });
    }

    /// The connections under `name`, as they are while being iterated.
    public Collection<HubConnection> of(String name) {
        Map<String, HubConnection> members = byName.get(name);
        return members == null ? List.of() : members.values();
    }

    /// Whether anybody is under `name`.
    public boolean contains(String name) {
        return byName.containsKey(name);
    }
}
