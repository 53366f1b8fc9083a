package im.conduit.signalr.netty;

import im.conduit.signalr.server.ConnectionTransport;
import im.conduit.signalr.server.OutgoingMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A transport with a queue of what waits for the client, written on an event loop. Anybody may put
/// messages in; an empty queue holds nothing.
abstract class QueuedTransport implements ConnectionTransport {

    /// One queued message: the bytes of a single one, or a frame shared with other connections.
    static final class Entry {
        final OutgoingMessage message;
        final @Nullable ByteBuf shared;
        final int bytes;
        @Nullable Entry next;

        Entry(OutgoingMessage message, @Nullable ByteBuf shared, int bytes) {
            this.message = message;
            this.shared = shared;
            this.bytes = bytes;
        }

        void release() {
            if (shared != null) {
                shared.release();
            }
        }
    }

    private final int pipeBytes;
    private final long sendTimeoutNanos;
    private @Nullable Entry head;
    private @Nullable Entry tail;
    private int bytes;
    private boolean scheduled;
    private boolean completing;
    private boolean failed;
    private boolean ended;
    private long progressed;

    QueuedTransport(int pipeBytes, Duration sendTimeout) {
        this.pipeBytes = pipeBytes;
        this.sendTimeoutNanos = sendTimeout.toNanos();
    }

    /// The loop that writes at present.
    abstract EventLoop loop();

    /// Frames a broadcast, or returns null when each receiver frames for itself.
    abstract @Nullable ByteBuf sharedFrame(OutgoingMessage message);

    /// Writes what is queued as far as the client takes it. On the loop.
    abstract void drain();

    /// Everything queued has been written after `complete`. On the loop.
    abstract void finished(boolean applicationFailed);

    /// Cuts the client off. On the loop.
    abstract void cut();

    @Override
    public boolean offer(OutgoingMessage message) {
        ByteBuf frame = sharedFrame(message);
        Entry entry =
                new Entry(
                        message,
                        frame == null ? null : frame.retain(),
                        frame == null ? message.bytes().length : frame.readableBytes());
        synchronized (this) {
            if (ended || completing) {
                entry.release();
                return false;
            }
            if (tail == null) {
                head = entry;
                progressed = System.nanoTime();
            } else {
                tail.next = entry;
            }
            tail = entry;
            bytes += entry.bytes;
            boolean schedule = !scheduled;
            scheduled = true;
            return schedule;
        }
    }

    @Override
    public FlushGroup flushGroup() {
        return LoopFlush.of(loop());
    }

    @Override
    public synchronized int queuedBytes() {
        return bytes;
    }

    @Override
    public synchronized void awaitRoom() {
        while (bytes > pipeBytes && !ended) {
            try {
                wait();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// The next entry, without taking it.
    final synchronized @Nullable Entry peek() {
        return head;
    }

    /// Takes the next entry; its bytes are on their way.
    final synchronized @Nullable Entry poll() {
        Entry taken = head;
        if (taken == null) {
            return null;
        }
        head = taken.next;
        if (head == null) {
            tail = null;
        }
        bytes -= taken.bytes;
        progressed = System.nanoTime();
        if (bytes <= pipeBytes / 2) {
            notifyAll();
        }
        return taken;
    }

    /// Runs on the loop when somebody has queued something.
    final void flushQueued() {
        synchronized (this) {
            scheduled = false;
        }
        drain();
        finishWhenEmpty();
    }

    /// The client has taken some. On the loop.
    final void writableAgain() {
        LoopFlush.of(loop()).afterReading(this);
    }

    final void finishWhenEmpty() {
        boolean done;
        synchronized (this) {
            done = completing && head == null && !ended;
            ended |= done;
            if (done) {
                notifyAll();
            }
        }
        if (done) {
            finished(failed);
        }
    }

    @Override
    public void complete(boolean applicationFailed) {
        synchronized (this) {
            if (completing || ended) {
                return;
            }
            completing = true;
            failed = applicationFailed;
        }
        loop().execute(this::flushQueued);
    }

    @Override
    public void abort() {
        if (markEnded()) {
            loop().execute(this::cut);
        }
    }

    /// Another transport has taken this one's place: nobody ticks it any more.
    void replaced() {
        abort();
    }

    /// Nothing goes out any more; what is queued is lost.
    ///
    /// @return whether it had not ended before
    final boolean markEnded() {
        Entry lost;
        synchronized (this) {
            if (ended) {
                return false;
            }
            ended = true;
            lost = head;
            head = null;
            tail = null;
            bytes = 0;
            notifyAll();
        }
        while (lost != null) {
            lost.release();
            lost = lost.next;
        }
        return true;
    }

    final synchronized boolean isEnded() {
        return ended;
    }

    /// Whether the server is ending it.
    final synchronized boolean isCompleting() {
        return completing;
    }

    /// Cuts off a client that has taken nothing for longer than it may.
    final void cutIfStuck(LiveConnection live, UnsentOutput unsent, long nowNanos) {
        if (stuck(nowNanos)) {
            cutStuck(live);
        } else if (!unsent.isEmpty()) {
            loop().execute(
                            () -> {
                                if (unsent.waitsFor(sendTimeoutNanos)) {
                                    cutStuck(live);
                                }
                            });
        }
    }

    private void cutStuck(LiveConnection live) {
        long millis = TimeUnit.NANOSECONDS.toMillis(sendTimeoutNanos);
        live.stuck("The client took nothing for " + millis + " ms.");
        abort();
    }

    private synchronized boolean stuck(long nowNanos) {
        return head != null && nowNanos - progressed > sendTimeoutNanos;
    }
}
