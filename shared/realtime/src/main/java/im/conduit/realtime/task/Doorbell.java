package im.conduit.realtime.task;

import im.conduit.realtime.key.KeyId;
import java.time.Duration;

/// Rings a queue. A ring may be lost, doubled or late: the due set makes up for it. Never throws
/// for a queue that cannot be reached.
public interface Doorbell {

    /// Asks that `work` be looked at after `delay` (zero: now; at most 15 min).
    ///
    /// @param owner whose work it is, so that queues can be fair across keys
    void ring(DueWork work, KeyId owner, Duration delay);
}
