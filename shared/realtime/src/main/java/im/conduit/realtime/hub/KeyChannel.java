package im.conduit.realtime.hub;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskEventChannel;
import im.conduit.realtime.task.TaskId;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// The node's one subscription to a key's events, held while any of its tasks is watched.
final class KeyChannel {

    private final KeyId key;
    private final TaskEventChannel events;
    private final EventObjects objects;
    private final ConcurrentMap<TaskId, Watched> tasks = new ConcurrentHashMap<>();
    private @Nullable AutoCloseable subscription;
    private boolean ended;

    KeyChannel(KeyId key, TaskEventChannel events, EventObjects objects) {
        this.key = key;
        this.events = events;
        this.objects = objects;
    }

    /// Adds a watcher; returns when the subscription is acknowledged.
    ///
    /// @return `null` when this channel has just ended: use a new one
    synchronized @Nullable Watched join(TaskId task, HubSession session) {
        if (ended) {
            return null;
        }
        if (subscription == null) {
            subscription = events.listen(key, this::dispatch);
        }
        Watched watched = tasks.computeIfAbsent(task, id -> new Watched(id, objects));
        watched.sessions().add(session);
        return watched;
    }

    /// Removes a watcher.
    ///
    /// @return whether nobody is left and the channel has ended
    synchronized boolean leave(TaskId task, HubSession session) {
        Watched watched = tasks.get(task);
        if (watched != null) {
            watched.sessions().remove(session);
            if (watched.sessions().isEmpty()) {
                tasks.remove(task);
            }
        }
        if (!tasks.isEmpty() || ended) {
            return false;
        }
        ended = true;
        close();
        return true;
    }

    /// What is watched now.
    Collection<Watched> watched() {
        return List.copyOf(tasks.values());
    }

    private void dispatch(TaskEvent event) {
        Watched watched = tasks.get(event.task());
        if (watched != null) {
            watched.dispatch(event);
        }
    }

    private void close() {
        AutoCloseable open = subscription;
        subscription = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (Exception e) {
            throw new IllegalStateException("the event channel does not close", e);
        }
    }
}
