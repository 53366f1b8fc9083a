package im.conduit.functions.generationworker;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.Commit;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.Transition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The store as a process sees it that dies at one of its commits: that one is the last to reach
/// the store, or the first that does not.
final class DyingStore implements TaskStore {

    private final TaskStore store;
    private final int last;
    private final boolean taken;
    private int commits;

    /// @param last the commit at which the process dies, counted from 1
    /// @param taken whether that commit still reaches the store
    DyingStore(TaskStore store, int last, boolean taken) {
        this.store = store;
        this.last = last;
        this.taken = taken;
    }

    @Override
    public synchronized Commit commit(TaskId id, Transition transition) {
        commits++;
        if (commits < last) {
            return store.commit(id, transition);
        }
        if (commits == last && taken) {
            store.commit(id, transition);
        }
        throw new Death();
    }

    @Override
    public Task create(TaskId id, KeyId owner, TaskSpec spec) {
        return store.create(id, owner, spec);
    }

    @Override
    public CompletionStage<Optional<Task>> read(TaskId id) {
        return store.read(id);
    }

    @Override
    public Optional<Task> find(TaskId id) {
        return store.find(id);
    }

    @Override
    public List<TaskEvent> events(TaskId id, long after) {
        return store.events(id, after);
    }

    @Override
    public Map<TaskId, Long> sequences(Collection<TaskId> ids) {
        return store.sequences(ids);
    }

    /// What the dead process would have said next.
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
