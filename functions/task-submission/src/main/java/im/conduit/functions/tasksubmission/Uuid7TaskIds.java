package im.conduit.functions.tasksubmission;

import com.github.f4b6a3.uuid.UuidCreator;
import im.conduit.realtime.submission.TaskIds;
import im.conduit.realtime.task.TaskId;
import jakarta.inject.Singleton;

/// UUIDv7 (RFC 9562, section 5.7): rises with time, also within a millisecond of one process.
@Singleton
final class Uuid7TaskIds implements TaskIds {

    @Override
    public TaskId next() {
        return new TaskId(UuidCreator.getTimeOrderedEpochPlus1().toString());
    }
}
