package im.conduit.testkit.queue;

import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.QueueHandler;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A handler that writes down what it was rung for. Told to hold, it keeps its slots until
/// released.
public final class RecordingHandler implements QueueHandler {

    private final DueWork.Kind kind;
    private final List<Handled> handled = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /// Work that a handler was called for.
    public record Handled(DueWork work, Instant at) {}

    public RecordingHandler(DueWork.Kind kind) {
        this.kind = kind;
    }

    @Override
    public DueWork.Kind kind() {
        return kind;
    }

    @Override
    public void handle(DueWork work) throws InterruptedException {
        handled.add(new Handled(work, Instant.now()));
        running.incrementAndGet();
        try {
            gate.await();
        } finally {
            running.decrementAndGet();
        }
    }

    /// From now on nothing ends.
    public void hold() {
        gate = new CountDownLatch(1);
    }

    /// Everything held may end, and what comes later is not held.
    public void release() {
        gate.countDown();
    }

    /// How many are being worked now.
    public int running() {
        return running.get();
    }

    /// What has been begun, in order.
    public List<DueWork> works() {
        return handled.stream().map(Handled::work).toList();
    }

    /// When `work` was begun first.
    public Optional<Instant> begun(DueWork work) {
        return handled.stream().filter(one -> one.work().equals(work)).map(Handled::at).findFirst();
    }
}
