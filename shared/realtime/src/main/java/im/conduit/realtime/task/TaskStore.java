package im.conduit.realtime.task;

import im.conduit.realtime.key.KeyId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The system of record. [#create] and [#commit] are the only writers of task state; each is one
/// atomic step that also appends the event, updates the due set, plans the webhook deliveries that
// the
/// event calls for, and publishes the event on the channel of the task's key.
///
/// Times are the store's own, so that clocks of processes do not matter. Implementations are safe
// for
/// use by many threads.
public interface TaskStore {

    /// Writes a pending task and its due work. Idempotent on the id: a second call returns what is
    /// there.
    Task create(TaskId id, KeyId owner, TaskSpec spec);

    /// The task, with the state of its deliveries: one round trip.
    Optional<Task> find(TaskId id);

    /// Takes a step if it is legal.
    Commit commit(TaskId id, Transition transition);

    /// The kept events with a sequence above `after`, ascending.
    List<TaskEvent> events(TaskId id, long after);

    /// The number of the newest event of each of these tasks; tasks that are gone are left out. One
    /// pipelined round trip.
    Map<TaskId, Long> sequences(Collection<TaskId> ids);
}
