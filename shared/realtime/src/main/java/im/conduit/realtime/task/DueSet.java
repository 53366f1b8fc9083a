package im.conduit.realtime.task;

import java.time.Duration;
import java.util.List;

/// Every unfinished piece of work, scored by when it must next be looked at. What is in it cannot
// be
/// lost; the queues are only its doorbells.
public interface DueSet {

    /// Takes up to `limit` overdue members of a partition and moves each one's score to now + 30 s,
    // 1,
    /// 2, 4 … at most 10 min, atomically: a member is handed to one caller, and a backlog is not
    // rung
    /// over and over.
    ///
    /// @param partition 0 to 255
    List<DueWork> takeOverdue(int partition, int limit);

    /// Everything in a partition, overdue or not: for an app that starts with empty queues.
    List<DueWork> all(int partition);

    /// How long the member waits until its next look, from now.
    void lookAgain(DueWork work, Duration delay);

    /// The work is finished.
    void done(DueWork work);
}
