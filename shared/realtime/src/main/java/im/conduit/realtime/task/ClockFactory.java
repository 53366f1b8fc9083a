package im.conduit.realtime.task;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// The time of this machine, injected so that tests can set it.
@Factory
final class ClockFactory {

    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }
}
