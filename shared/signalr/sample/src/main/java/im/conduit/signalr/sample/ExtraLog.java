package im.conduit.signalr.sample;

import im.conduit.signalr.server.NamedForClients;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The life of each connection to an extra hub, a line an event; shared by all servers of the
/// process.
final class ExtraLog {

    private static final Map<String, String> LINES = new ConcurrentHashMap<>();

    private ExtraLog() {}

    static void connected(String id) {
        add(id, "connected");
    }

    static void disconnected(String id, @Nullable Throwable error) {
        add(id, "disconnected " + (error == null ? "null" : describe(error)));
    }

    static String describe(Throwable error) {
        String name =
                error instanceof NamedForClients named
                        ? named.nameForClients()
                        : error.getClass().getSimpleName();
        return name + ": " + error.getMessage();
    }

    private static void add(String id, String line) {
        LINES.merge(id, line, (before, added) -> before + "\n" + added);
    }

    static String of(String id) {
        return LINES.getOrDefault(id, "");
    }
}
