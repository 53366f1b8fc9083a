package im.conduit.signalr.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a running hub method that nobody waits for it any more: its stream was cancelled or its
/// connection has ended. A parameter of this type is supplied by the server.
public final class CancellationToken {

    private static final Logger LOG = LoggerFactory.getLogger(CancellationToken.class);

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final List<Runnable> listeners = new ArrayList<>(2);

    /// Whether the work is no longer wanted.
    public boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /// Waits for the cancellation.
    ///
    /// @throws InterruptedException when the thread is interrupted first
    public void await() throws InterruptedException {
        cancelled.await();
    }

    /// Waits for the cancellation, at most so long.
    ///
    /// @return whether it was cancelled
    /// @throws InterruptedException when the thread is interrupted first
    public boolean await(java.time.Duration most) throws InterruptedException {
        return cancelled.await(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Runs `action` once on cancellation, at once when that has happened already. What it throws
    /// on cancellation is logged and keeps nobody else from being told.
    public void onCancel(Runnable action) {
        synchronized (listeners) {
            if (!isCancelled()) {
                listeners.add(action);
                return;
            }
        }
        action.run();
    }

    void cancel() {
        List<Runnable> told;
        synchronized (listeners) {
            if (isCancelled()) {
                return;
            }
            cancelled.countDown();
            told = List.copyOf(listeners);
            listeners.clear();
        }
        told.forEach(CancellationToken::run);
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (Throwable failed) {
            LOG.warn("What follows a cancellation failed", failed);
        }
    }
}
