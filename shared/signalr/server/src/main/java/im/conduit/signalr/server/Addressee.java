package im.conduit.signalr.server;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names that messages and memberships go to. Hubs often take them from their callers, who may
/// leave them out: the error has to say which one is missing.
final class Addressee {

    private Addressee() {}

    /// @param what the name is of, such as `group`
    /// @throws IllegalArgumentException when there is none
    static String of(String what, @Nullable String name) {
        if (name == null) {
            throw new IllegalArgumentException(what + " must not be null");
        }
        return name;
    }

    /// Copies names.
    ///
    /// @throws IllegalArgumentException when one is missing
    static List<String> list(String what, Collection<String> names) {
        names.forEach(name -> of(what, name));
        return List.copyOf(names);
    }

    /// Copies names, each once.
    ///
    /// @throws IllegalArgumentException when one is missing
    static Set<String> set(String what, Collection<String> names) {
        names.forEach(name -> of(what, name));
        return Set.copyOf(names);
    }
}
