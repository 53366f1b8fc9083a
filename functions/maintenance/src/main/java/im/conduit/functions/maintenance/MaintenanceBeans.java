package im.conduit.functions.maintenance;

import im.conduit.realtime.task.Doorbell;
import im.conduit.realtime.task.DueRinger;
import im.conduit.realtime.task.DueSet;
import im.conduit.realtime.task.TaskStore;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/// What keeps the corridor moving, where this module is on the class path.
@Factory
final class MaintenanceBeans {

    @Singleton
    DueRinger dueRinger(DueSet dueSet, TaskStore tasks, Doorbell doorbell) {
        return new DueRinger(dueSet, tasks, doorbell);
    }
}
