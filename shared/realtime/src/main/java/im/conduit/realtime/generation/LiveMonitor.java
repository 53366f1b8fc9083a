package im.conduit.realtime.generation;

import im.conduit.realtime.task.Commit;
import im.conduit.realtime.task.Commit.Refusal;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.Transition;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches over one claimed task while a provider works on it: renews the lease, writes progress at
/// a bounded pace (the newest wins), and says stop when the task was cancelled, its time is over or
/// the lease is lost.
final class LiveMonitor implements GenerationProvider.Monitor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveMonitor.class);

    private final TaskStore tasks;
    private final TaskId task;
    private final String lease;
    private final GenerationSettings settings;
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("monitor").factory());
    private final AtomicReference<@Nullable Progress> waiting = new AtomicReference<>();
    private volatile long written = System.nanoTime() - Duration.ofDays(1).toNanos();
    private volatile @Nullable Refusal stopped;
    private volatile Runnable interruption = () -> {};

    LiveMonitor(TaskStore tasks, TaskId task, String lease, GenerationSettings settings) {
        this.tasks = tasks;
        this.task = task;
        this.lease = lease;
        this.settings = settings;
    }

    /// Begins to watch.
    ///
    /// @param timeLeft until the deadline
    /// @param interruption run when the provider goes on for too long after it was told to stop
    void watch(Duration timeLeft, Runnable interruption) {
        this.interruption = interruption;
        long beat = settings.heartbeat().toNanos();
        Future<?> _ = clock.scheduleWithFixedDelay(this::renew, beat, beat, TimeUnit.NANOSECONDS);
        Future<?> _ =
                clock.schedule(
                        () -> stop(Refusal.OVERDUE), timeLeft.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void progress(Progress progress) {
        if (stopped() || waiting.getAndSet(progress) != null) {
            return;
        }
        long wait = written + settings.progressInterval().toNanos() - System.nanoTime();
        try {
            Future<?> _ =
                    clock.schedule(this::writeProgress, Math.max(0, wait), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("progress of task {} after its end", task);
        }
    }

    @Override
    public boolean stopped() {
        return stopped != null;
    }

    /// Why the work should stop, if it should.
    @Nullable Refusal reason() {
        return stopped;
    }

    /// Ends the watch; progress that still waited is written.
    @Override
    public void close() throws InterruptedException {
        clock.shutdownNow();
        clock.awaitTermination(settings.leaseTime().toMillis(), TimeUnit.MILLISECONDS);
        if (!stopped()) {
            writeProgress();
        }
    }

    private void renew() {
        take(new Transition.Heartbeat(lease, settings.leaseTime()));
    }

    private void writeProgress() {
        Progress progress = waiting.getAndSet(null);
        if (progress != null) {
            written = System.nanoTime();
            take(new Transition.Advance(lease, progress));
        }
    }

    private void take(Transition transition) {
        try {
            switch (tasks.commit(task, transition)) {
                case Commit.Done _ -> {}
                case Commit.Unknown _ -> stop(Refusal.TERMINAL);
                case Commit.Refused(_, Refusal reason) when reason == Refusal.STALE -> {}
                case Commit.Refused(_, Refusal reason) -> stop(reason);
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "task {} could not be told of {}",
                    task,
                    transition.getClass().getSimpleName(),
                    e);
        }
    }

    private void stop(Refusal reason) {
        if (stopped == null) {
            stopped = reason;
            try {
                long grace = settings.stopGrace().toNanos();
                Future<?> _ = clock.schedule(() -> interruption.run(), grace, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("task {} ended by itself", task);
            }
        }
    }
}
