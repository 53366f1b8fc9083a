package im.conduit.realtime.hub;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The time that paces progress, so that tests can stand in for it.
interface Pacing {

    /// Now, by a clock that only rises.
    long nanos();

    /// Runs an action after a delay.
    void later(Runnable action, long nanos);

    /// Real time.
    static Pacing on(ScheduledExecutorService timer) {
        return new Pacing() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void later(Runnable action, long nanos) {
                var unused = timer.schedule(action, nanos, TimeUnit.NANOSECONDS);
            }
        };
    }
}
