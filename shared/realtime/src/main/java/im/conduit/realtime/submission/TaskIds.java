package im.conduit.realtime.submission;

import im.conduit.realtime.task.TaskId;

/// Makes ids for new tasks.
public interface TaskIds {

    /// A UUIDv7 that no other task has.
    TaskId next();
}
