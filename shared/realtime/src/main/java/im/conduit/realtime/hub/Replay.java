package im.conduit.realtime.hub;

import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.TaskEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a new subscriber hears first, before the live events.
final class Replay {

    private Replay() {}

    /// Picks from the kept events of a task: with `after` = 0 the one event that tells where the
    /// task stands, else the newest progress and every started and terminal event after it.
    ///
    /// @param kept ascending
    static List<TaskEvent> of(List<TaskEvent> kept, long after) {
        List<TaskEvent> picked = new ArrayList<>();
        for (TaskEvent event : kept) {
            EventKind kind = event.body().kind();
            if (kind == EventKind.RETRIED) {
                picked.removeIf(e -> after == 0 || e.body().kind() == EventKind.PROGRESS);
            } else if (event.sequence() > after) {
                if (after == 0) {
                    picked.clear();
                } else if (kind == EventKind.PROGRESS) {
                    picked.removeIf(e -> e.body().kind() == EventKind.PROGRESS);
                }
                picked.add(event);
            }
        }
        return picked;
    }

    /// Both in the order of their numbers, each once.
    static List<TaskEvent> merge(List<TaskEvent> replay, List<TaskEvent> held) {
        TreeMap<Long, TaskEvent> bySequence = new TreeMap<>(Comparator.naturalOrder());
        replay.forEach(e -> bySequence.put(e.sequence(), e));
        @Nullable TaskEvent last = replay.isEmpty() ? null : replay.getLast();
        for (TaskEvent event : held) {
            if (last == null || event.sequence() > last.sequence()) {
                bySequence.put(event.sequence(), event);
            }
        }
        return List.copyOf(bySequence.values());
    }
}
