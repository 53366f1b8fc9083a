package im.conduit.functions.maintenance;

import im.conduit.realtime.task.DueRinger;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The clock of a process that stays: rings once for everything unfinished when it starts, because
/// its queues may be empty, then every second for what is overdue. `conduit.maintenance.clock`
/// switches it on; on Lambda a schedule calls [MaintenanceFunction] instead.
@Singleton
@Requires(property = "conduit.maintenance.clock", value = "true")
class DueClock {

    private static final Logger LOG = LoggerFactory.getLogger(DueClock.class);

    private final DueRinger ringer;
    private boolean begun;
    private boolean failing;

    DueClock(DueRinger ringer) {
        this.ringer = ringer;
    }

    @ExecuteOn(TaskExecutors.BLOCKING)
    @Scheduled(fixedDelay = "${conduit.maintenance.interval:1s}")
    synchronized void tick() {
        try {
            int rung = begun ? ringer.ringOverdue() : ringer.ringAll();
            if (rung > 0) {
                LOG.debug("{} pieces of work were rung for", rung);
            }
            begun = true;
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("due work cannot be looked at; trying on", e);
            }
            failing = true;
        }
    }
}
