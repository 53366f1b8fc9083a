package im.conduit.signalr.redis;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Warns of one kind of trouble, at most every ten seconds however often it happens.
final class Warnings {

    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

    private final String what;
    private final AtomicLong next = new AtomicLong(System.nanoTime());
    private final AtomicLong times = new AtomicLong();

    /// @param what has gone wrong
    Warnings(String what) {
        this.what = what;
    }

    /// It has happened again.
    void count(Throwable why) {
        times.incrementAndGet();
        long now = System.nanoTime();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + PAUSE)) {
            String message = why.getMessage();
            LOG.warn(
                    "{} ({} times since the last warning): {}",
                    what,
                    times.getAndSet(0),
                    message == null ? why : message);
        }
    }
}
