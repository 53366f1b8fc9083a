package im.conduit.signalr.server;

import java.util.List;
import java.util.Set;

/// Who a message is for.
public sealed interface HubTarget {

    /// Everybody but `except` (connection ids).
    record All(Set<String> except) implements HubTarget {}

    /// These connections.
    record Clients(Set<String> ids) implements HubTarget {}

    /// The members of each group in turn, but for `except` (connection ids).
    record Groups(List<String> names, Set<String> except) implements HubTarget {}

    /// All connections of these users.
    record Users(Set<String> ids) implements HubTarget {}
}
