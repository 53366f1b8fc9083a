package im.conduit.functions.maintenance;

import im.conduit.realtime.task.Doorbell;
import im.conduit.testkit.RecordingDoorbell;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;

/// Queues that only remember what was rung.
@Factory
final class DoorbellFactory {

    @Singleton
    @Replaces(Doorbell.class)
    RecordingDoorbell doorbell() {
        return new RecordingDoorbell();
    }
}
