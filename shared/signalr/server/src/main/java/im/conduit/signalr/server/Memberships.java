package im.conduit.signalr.server;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The groups of one connection, noted with it so that its end needs no search. Safe for use by
/// many
/// threads; nothing is held while it is in no group.
public final class Memberships {

    private @Nullable Set<String> groups;
    private boolean closed;

    Memberships() {}

    /// Notes a membership.
    ///
    /// @return whether it is new; false when the connection has ended
    public synchronized boolean join(String group) {
        if (closed) {
            return false;
        }
        Set<String> known = groups;
        if (known == null) {
            known = new HashSet<>(4);
            groups = known;
        }
        return known.add(group);
    }

    /// Forgets a membership.
    ///
    /// @return whether there was one
    public synchronized boolean leave(String group) {
        return groups != null && groups.remove(group);
    }

    /// Forgets all of them; no more can be added.
    public synchronized Collection<String> close() {
        closed = true;
        Collection<String> left = groups == null ? List.of() : List.copyOf(groups);
        groups = null;
        return left;
    }

    /// Whether the connection has ended.
    public synchronized boolean closed() {
        return closed;
    }
}
