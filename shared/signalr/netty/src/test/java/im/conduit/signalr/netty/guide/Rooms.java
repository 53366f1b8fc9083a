package im.conduit.signalr.netty.guide;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What was said where.
@Singleton
class Rooms {

    private final Map<String, List<String>> said = new ConcurrentHashMap<>();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();

    List<String> history(String room) {
        return List.copyOf(said.getOrDefault(room, List.of()));
    }

    void keep(String room, String text) {
        said.computeIfAbsent(room, _ -> new CopyOnWriteArrayList<>()).add(text);
    }

    void left(String connectionId) {
        gone.add(connectionId);
    }

    boolean hasLeft(String connectionId) {
        return gone.contains(connectionId);
    }
}
