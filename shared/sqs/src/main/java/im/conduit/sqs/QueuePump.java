package im.conduit.sqs;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.QueueHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/// Works one queue in this process: one virtual thread reads, each slot works on one of its own.
final class QueuePump {

    private static final Logger LOG = LoggerFactory.getLogger(QueuePump.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final QueueReader reader;
    private final QueueHandler handler;
    private final FairBacklog backlog;
    private final int waitingLimit;
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private @Nullable Thread readerThread;

    QueuePump(QueueReader reader, QueueHandler handler, PumpSettings settings) {
        this.reader = reader;
        this.handler = handler;
        this.backlog = new FairBacklog(settings.slots(handler.kind()));
        this.waitingLimit = settings.waiting();
    }

    void start() {
        readerThread = Thread.ofVirtual().name("pump-" + handler.kind()).start(this::read);
    }

    /// Reads no more, forgets what only waits, and waits for what is being worked.
    void drain() throws InterruptedException {
        stopReading();
        backlog.awaitIdle();
    }

    /// Reads no more and interrupts what is being worked.
    void stop() {
        stopReading();
        workers.forEach(Thread::interrupt);
    }

    /// How many slots are taken.
    int working() {
        return workers.size();
    }

    private void stopReading() {
        stopping = true;
        if (readerThread != null) {
            readerThread.interrupt();
        }
        backlog.clear();
    }

    private void read() {
        while (!stopping) {
            try {
                backlog.awaitFewerThan(waitingLimit - QueueReader.BATCH + 1);
                reader.readInto(this::accept);
            } catch (InterruptedException e) {
                return;
            } catch (SdkException e) {
                pauseAfter(e);
            }
        }
    }

    private void accept(DueWork work, KeyId owner) {
        if (!stopping) {
            backlog.offer(work, owner);
            fillSlots();
        }
    }

    private void pauseAfter(SdkException e) {
        if (stopping) {
            return;
        }
        LOG.warn("queue-unreadable queue={} cause={}", handler.kind(), e.getMessage());
        try {
            Thread.sleep(AFTER_FAILURE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void fillSlots() {
        for (Optional<FairBacklog.Slot> slot = backlog.take();
                slot.isPresent();
                slot = backlog.take()) {
            FairBacklog.Slot taken = slot.get();
            Thread.ofVirtual().name(taken.work().member()).start(() -> work(taken));
        }
    }

    private void work(FairBacklog.Slot slot) {
        workers.add(Thread.currentThread());
        try {
            handler.handle(slot.work());
        } catch (InterruptedException e) {
            LOG.info("work-interrupted work={}", slot.work().member());
        } catch (Exception e) {
            LOG.error("work-failed work={}", slot.work().member(), e);
        } finally {
            workers.remove(Thread.currentThread());
            backlog.release(slot);
            fillSlots();
        }
    }
}
