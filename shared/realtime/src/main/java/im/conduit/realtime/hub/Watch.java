package im.conduit.realtime.hub;

import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A connection's view of one task, in up to two spellings. Guarded by its session.
final class Watch {

    private final TaskId task;
    private final Map<Spelling, Subscription> subscriptions = new EnumMap<>(Spelling.class);
    private long lastObject;

    Watch(TaskId task) {
        this.task = task;
    }

    TaskId task() {
        return task;
    }

    void put(Subscription subscription) {
        subscriptions.put(subscription.spelling(), subscription);
        lastObject = Math.max(lastObject, subscription.options().afterSequence());
    }

    boolean has(Subscription subscription) {
        return subscriptions.get(subscription.spelling()) == subscription;
    }

    void remove(Spelling spelling) {
        subscriptions.remove(spelling);
    }

    boolean isEmpty() {
        return subscriptions.isEmpty();
    }

    /// Keeps the event for subscriptions whose state is not told yet.
    ///
    /// @return whether any subscription is open
    boolean hold(TaskEvent event) {
        boolean open = false;
        for (Subscription s : subscriptions.values()) {
            if (s.joining()) {
                s.hold(event);
            } else {
                open = true;
            }
        }
        return open;
    }

    /// The words in which the event goes out now; empty when it was sent before or is not wanted.
    /// Notes that it was sent.
    List<String> take(TaskEvent event, List<String> objectNames) {
        EventKind kind = event.body().kind();
        List<String> names = new ArrayList<>(3);
        List<Subscription> open = new ArrayList<>(2);
        for (Subscription s : subscriptions.values()) {
            if (s.joining()) {
                continue;
            }
            open.add(s);
            Optional<String> name = s.spelling().eventName(kind).filter(s::wants);
            if (s.advance(event.sequence())) {
                name.ifPresent(names::add);
            }
        }
        if (!open.isEmpty() && event.sequence() > lastObject && kind != EventKind.RETRIED) {
            lastObject = event.sequence();
            objectNames.stream()
                    .filter(n -> open.stream().anyMatch(s -> s.wants(n)))
                    .forEach(names::add);
        }
        return names;
    }
}
