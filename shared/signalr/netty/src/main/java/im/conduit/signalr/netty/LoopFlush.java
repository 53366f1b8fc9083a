package im.conduit.signalr.netty;

import im.conduit.signalr.server.ConnectionTransport;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Flushes the transports of one event loop in one task.
///
/// An event loop reads when it has no tasks left, and clients that take everything at once make
/// tasks without end: what they take lets more be written. So flushes are put off now and then
/// until the loop has read, and what follows from a client's taking always is.
final class LoopFlush implements ConnectionTransport.FlushGroup {

    private static final Logger LOG = LoggerFactory.getLogger(LoopFlush.class);
    private static final Map<EventLoop, LoopFlush> KNOWN = new ConcurrentHashMap<>();
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final EventLoop loop;

    // on the loop
    private List<List<ConnectionTransport>> late = new ArrayList<>();
    private Set<QueuedTransport> again = new LinkedHashSet<>();
    private boolean reading; // flushes are put off
    private long turnStarted = System.nanoTime();

    private LoopFlush(EventLoop loop) {
        this.loop = loop;
    }

    static LoopFlush of(EventLoop loop) {
        LoopFlush known = KNOWN.get(loop);
        if (known != null) {
            return known;
        }
        LoopFlush made = KNOWN.computeIfAbsent(loop, LoopFlush::new);
        loop.terminationFuture().addListener(_ -> KNOWN.remove(loop));
        return made;
    }

    @Override
    public void flush(List<ConnectionTransport> transports) {
        loop.execute(
                () -> {
                    if (reading || System.nanoTime() - turnStarted > TURN_NANOS) {
                        late.add(transports);
                        readFirst();
                    } else {
                        flushAll(transports);
                    }
                });
    }

    /// Flushes a transport once when the loop has read, however often it asks. On the loop.
    void afterReading(QueuedTransport queued) {
        again.add(queued);
        readFirst();
    }

    private void readFirst() {
        if (!reading) {
            reading = true;
            loop.schedule(this::haveRead, 0, TimeUnit.NANOSECONDS); // no sooner than the next turn
        }
    }

    private void haveRead() {
        List<List<ConnectionTransport>> batches = late;
        Set<QueuedTransport> ready = again;
        late = new ArrayList<>();
        again = new LinkedHashSet<>();
        reading = false;
        turnStarted = System.nanoTime();
        batches.forEach(LoopFlush::flushAll);
        ready.forEach(LoopFlush::flush);
    }

    private static void flushAll(List<ConnectionTransport> transports) {
        for (ConnectionTransport transport : transports) {
            if (transport instanceof QueuedTransport queued) {
                flush(queued);
            }
        }
    }

    private static void flush(QueuedTransport queued) {
        try {
            queued.flushQueued();
        } catch (Throwable e) { // the others want theirs
            LOG.error("A transport that cannot be written to is cut off", e);
            queued.abort();
        }
    }
}
