package im.conduit.functions.tasksubmission;

import im.conduit.realtime.task.Doorbell;
import im.conduit.testkit.RecordingDoorbell;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;

/// No queues in these tests: nobody works on what is submitted.
@Factory
final class SilentQueues {

    @Primary
    @Singleton
    Doorbell doorbell() {
        return new RecordingDoorbell();
    }
}
