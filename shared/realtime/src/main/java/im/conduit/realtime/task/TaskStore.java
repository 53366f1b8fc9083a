package im.conduit.realtime.task;

import im.conduit.realtime.key.KeyId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The system of record. [#create] and [#commit] are the only writers of task state; each is one
/// atomic step that also appends the event, updates the due set, plans the webhook deliveries that
/// the event calls for, and publishes the event on the channel of the task's key. Behind the step
/// it rings the [Doorbell] for whatever work the step made, so that callers need not.
///
/// Times are the store's own, so that clocks of processes do not matter. Safe for use by many
/// threads. A store that cannot be reached is an unchecked exception; the step may then have been
/// taken or not, and may be asked for again: [#create] is idempotent on the id, a worker's steps on
/// its lease.
public interface TaskStore {

    /// Writes a pending task and its due work. Idempotent on the id: a second call returns what is
    /// there.
    Task create(TaskId id, KeyId owner, TaskSpec spec);

    /// The task, with the state of its deliveries: one round trip, no thread is held.
    CompletionStage<Optional<Task>> read(TaskId id);

    /// As [#read], waiting for the answer.
    Optional<Task> find(TaskId id);

    /// Takes a step if it is legal.
    Commit commit(TaskId id, Transition transition);

    /// The kept events with a sequence above `after`, ascending. Kept are `started` and the newest
    /// 256 while the task runs; `started`, the last progress and the terminal event afterwards.
    List<TaskEvent> events(TaskId id, long after);

    /// The number of the newest event of each of these tasks; tasks that are gone are left out. One
    /// pipelined round trip.
    Map<TaskId, Long> sequences(Collection<TaskId> ids);
}
