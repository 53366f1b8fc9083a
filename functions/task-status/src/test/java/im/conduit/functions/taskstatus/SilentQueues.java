package im.conduit.functions.taskstatus;

import im.conduit.realtime.task.Doorbell;
import im.conduit.testkit.RecordingDoorbell;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;

/// No queues in these tests: they take the steps of a worker themselves.
@Factory
final class SilentQueues {

    @Primary
    @Singleton
    Doorbell doorbell() {
        return new RecordingDoorbell();
    }
}
