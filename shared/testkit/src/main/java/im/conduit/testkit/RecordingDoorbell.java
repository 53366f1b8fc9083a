package im.conduit.testkit;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.Doorbell;
import im.conduit.realtime.task.DueWork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A doorbell that remembers what was rung and wakes nobody.
public final class RecordingDoorbell implements Doorbell {

    private final List<Ring> rings = new CopyOnWriteArrayList<>();

    @Override
    public void ring(DueWork work, KeyId owner, Duration delay) {
        rings.add(new Ring(work, owner, delay));
    }

    /// Everything rung so far, in order.
    public List<Ring> rings() {
        return List.copyOf(rings);
    }

    /// One ring.
    public record Ring(DueWork work, KeyId owner, Duration delay) {}
}
