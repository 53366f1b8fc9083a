package im.conduit.signalr.redis;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has come from other nodes and waits for its turn: worked on in order, one at a time, by a
/// thread of our own that exists while there is something to do. Redis' event loop only puts in.
final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final Queue<Letter> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger letters = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final Warnings dropped = new Warnings("A message from another node was dropped");
    private final Executor executor;
    private final int capacity;

    private record Letter(byte[] content, Consumer<byte[]> reader) {}

    /// @param capacity bytes that may wait; more are dropped
    Inbox(Executor executor, int capacity) {
        this.executor = executor;
        this.capacity = capacity;
    }

    /// Puts a message in; never waits.
    void put(byte[] content, Consumer<byte[]> reader) {
        if (bytes.addAndGet(content.length) > capacity && letters.get() > 0) {
            bytes.addAndGet(-content.length);
            dropped.count(new IllegalStateException("more than " + capacity + " bytes wait"));
            return;
        }
        waiting.add(new Letter(content, reader));
        if (letters.getAndIncrement() == 0) {
            executor.execute(this::work);
        }
    }

    private void work() {
        do {
            Letter letter = waiting.remove();
            try {
                read(letter);
            } catch (Throwable _) {
                // not even the warning has found room
            } finally {
                bytes.addAndGet(-letter.content().length);
            }
        } while (letters.decrementAndGet() > 0);
    }

    /// Whatever goes wrong, errors included, is the matter of one letter: others would wait for
    /// ever for a worker that has died.
    private static void read(Letter letter) {
        try {
            letter.reader().accept(letter.content());
        } catch (Throwable failed) {
            LOG.warn("A message from another node could not be handled", failed);
        }
    }
}
