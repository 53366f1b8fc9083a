package im.conduit.functions.generationworker;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.Doorbell;
import im.conduit.realtime.task.DueWork;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Wakes nobody: tests call the worker themselves.
@Singleton
@Replaces(Doorbell.class)
final class QuietDoorbell implements Doorbell {

    @Override
    public void ring(DueWork work, KeyId owner, Duration delay) {}
}
