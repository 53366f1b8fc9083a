package im.conduit.realtime.task;

import im.conduit.realtime.key.KeyId;
import java.util.function.Consumer;

/// The live stream of task events. Best effort: whoever must not miss one reads sequences back from
/// the [TaskStore].
public interface TaskEventChannel {

    /// Hears every event of `owner`'s tasks from the moment this returns (the subscription is
    /// acknowledged by then). Events of one task come in order. The listener must not block.
    ///
    /// @return ends the subscription when closed
    AutoCloseable listen(KeyId owner, Consumer<TaskEvent> listener);

    /// Called after the connection to the stream was lost and is back: events may be missing.
    ///
    /// @return ends the registration when closed
    AutoCloseable onGap(Runnable listener);
}
