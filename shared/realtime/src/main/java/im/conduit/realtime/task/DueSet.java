package im.conduit.realtime.task;

import im.conduit.realtime.key.KeyId;
import java.time.Duration;
import java.util.List;

/// Every unfinished piece of work, scored by when it must next be looked at. What is in it cannot
/// be lost; the queues are only its doorbells. Members are added by the steps that create the work
/// ([TaskStore]), never here.
public interface DueSet {

    /// Takes up to `limit` overdue members of each partition and moves each one's score to now + 30
    /// s, 1, 2, 4 … at most 10 min, atomically: a member is handed to one caller, and a backlog is
    /// not rung over and over. Cheap while nothing is overdue. What was taken is returned even when
    /// some partitions cannot be reached.
    List<Due> takeOverdue(int limit);

    /// Everything in a partition, overdue or not: for an app that starts with empty queues.
    ///
    /// @param partition 0 to 255
    List<Due> all(int partition);

    /// How long the member waits until its next look, from now. One that is not in the set stays
    /// out: finished work does not come back.
    void lookAgain(DueWork work, Duration delay);

    /// The work is finished.
    void done(DueWork work);

    /// A member.
    ///
    /// @param owner the key whose work it is
    record Due(DueWork work, KeyId owner) {}
}
