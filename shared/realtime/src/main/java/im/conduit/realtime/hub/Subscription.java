package im.conduit.realtime.hub;

import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.TaskEvent;
import java.util.ArrayList;
import java.util.List;

/// One spelling under which a connection watches a task. Guarded by its session.
final class Subscription {

    private final Spelling spelling;
    private final SubscribeOptions options;
    private final List<TaskEvent> held = new ArrayList<>();
    private boolean joining = true;
    private long lastSent;

    Subscription(Spelling spelling, SubscribeOptions options) {
        this.spelling = spelling;
        this.options = options;
        this.lastSent = options.afterSequence();
    }

    Spelling spelling() {
        return spelling;
    }

    SubscribeOptions options() {
        return options;
    }

    boolean joining() {
        return joining;
    }

    boolean wants(String event) {
        return options.wants(event);
    }

    /// Keeps an event that came before the state was told; of progress only the newest.
    void hold(TaskEvent event) {
        if (event.body().kind() == EventKind.PROGRESS) {
            held.removeIf(e -> e.body().kind() == EventKind.PROGRESS);
        }
        held.add(event);
    }

    /// From now on events flow.
    ///
    /// @return what was held
    List<TaskEvent> open() {
        joining = false;
        List<TaskEvent> all = List.copyOf(held);
        held.clear();
        return all;
    }

    /// Whether an event with this number may still go out, and notes that it does.
    boolean advance(long sequence) {
        if (joining || sequence <= lastSent) {
            return false;
        }
        lastSent = sequence;
        return true;
    }
}
