package im.conduit.realtime.task;

import im.conduit.realtime.task.DueSet.Due;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rings for work that is overdue, because its first ring was lost, its worker died, or its time
/// has come. It also ends tasks whose time is over, so that this depends on no worker being free.
public final class DueRinger {

    private static final Logger LOG = LoggerFactory.getLogger(DueRinger.class);

    /// The most members taken from each partition at a time; the rest follows at the next call.
    private static final int LIMIT = 100;

    private final DueSet dueSet;
    private final TaskStore tasks;
    private final Doorbell doorbell;

    /// @param dueSet what is unfinished
    /// @param tasks where overdue tasks are ended
    /// @param doorbell what is rung
    public DueRinger(DueSet dueSet, TaskStore tasks, Doorbell doorbell) {
        this.dueSet = dueSet;
        this.tasks = tasks;
        this.doorbell = doorbell;
    }

    /// Rings for what is overdue now. Cheap while nothing is.
    ///
    /// @return how many members were overdue
    public int ringOverdue() {
        return ring(dueSet.takeOverdue(LIMIT));
    }

    /// Rings once for everything unfinished: for an app that starts with empty queues.
    ///
    /// @return how many members there were
    public int ringAll() {
        int rung = 0;
        for (int partition = 0; partition < TaskId.PARTITIONS; partition++) {
            rung += ring(dueSet.all(partition));
        }
        return rung;
    }

    private int ring(List<Due> members) {
        for (Due due : members) {
            try {
                if (due.work().kind() != DueWork.Kind.GENERATION || inTime(due.work().task())) {
                    doorbell.ring(due.work(), due.owner(), Duration.ZERO);
                }
            } catch (RuntimeException e) {
                LOG.warn("due work {} could not be rung for", due.work().member(), e);
            }
        }
        return members.size();
    }

    private boolean inTime(TaskId task) {
        Commit commit = tasks.commit(task, new Transition.Expire(Failure.TIMED_OUT));
        return commit instanceof Commit.Refused(_, Commit.Refusal reason)
                && reason == Commit.Refusal.NOT_DUE;
    }
}
