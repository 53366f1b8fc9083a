package im.conduit.signalr.server;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The groups of one connection, noted with it so that its end needs no search. Safe for use by
/// many threads: each change and what has to go with it, such as that of an index, is one step.
/// Nothing is held while the connection is in no group.
public final class Memberships {

    private @Nullable Set<String> groups;
    private boolean closed;

    Memberships() {}

    /// Notes a membership.
    ///
    /// @param added run when it is new; not so when the connection has ended
    public synchronized void join(String group, Runnable added) {
        if (closed) {
            return;
        }
        Set<String> known = groups;
        if (known == null) {
            known = new HashSet<>(4);
            groups = known;
        }
        if (known.add(group)) {
            added.run();
        }
    }

    /// Forgets a membership.
    ///
    /// @param removed run when there was one
    public synchronized void leave(String group, Runnable removed) {
        if (groups != null && groups.remove(group)) {
            removed.run();
        }
    }

    /// Forgets all of them; no more can be added.
    ///
    /// @param removed told of each
    public synchronized void close(Consumer<String> removed) {
        closed = true;
        Collection<String> left = groups == null ? List.of() : groups;
        groups = null;
        left.forEach(removed);
    }
}
