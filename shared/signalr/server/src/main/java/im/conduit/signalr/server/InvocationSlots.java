package im.conduit.signalr.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls of one connection that may run at the same time, and those that wait for their turn in
/// the order they came.
final class InvocationSlots {

    /// What became of a call that wants a slot.
    enum Turn {
        /// It has one.
        NOW,
        /// It runs when its turn comes.
        LATER,
        /// Too much waits already; ask again after `roomMade`.
        NO_ROOM
    }

    private record Waiting(Runnable call, int bytes, boolean takesSlotItself) {}

    private static final Logger LOG = LoggerFactory.getLogger(InvocationSlots.class);

    private final Executor executor;
    private final Runnable roomMade;
    private final int mostBytes; // wire size of the calls that may wait
    private final int slots;
    private final int mostAway;
    private int free;
    private int away;
    private int waitingBytes;
    private boolean full;
    private @Nullable ArrayDeque<Waiting> waiting;

    /// @param roomMade told after `NO_ROOM` when calls have left
    InvocationSlots(HubOptions.Bounds bounds, Executor executor, Runnable roomMade) {
        this.slots = bounds.maximumParallelInvocations();
        this.free = slots;
        this.mostBytes = bounds.pipeBytes();
        this.mostAway = bounds.maximumClientResults();
        this.executor = executor;
        this.roomMade = roomMade;
    }

    /// Asks for a slot. With `NOW` the caller must see to it that `run` gets the call.
    synchronized Turn take(Runnable call, int bytes) {
        if (free > 0) {
            free--;
            return Turn.NOW;
        }
        if (waitingBytes > 0 && waitingBytes + bytes > mostBytes) {
            full = true;
            return Turn.NO_ROOM;
        }
        queue().addLast(new Waiting(call, bytes, false));
        waitingBytes += bytes;
        return Turn.LATER;
    }

    /// Runs a call that has a slot and those whose turn comes by its end.
    void run(Runnable call) {
        Runnable next = call;
        while (next != null) {
            next = runOne(next);
        }
    }

    private @Nullable Runnable runOne(Runnable call) {
        try {
            call.run();
        } catch (Throwable bug) {
            LOG.error("A call has ended without its answer", bug);
        }
        return release();
    }

    /// Whether one more call may wait for a client; `returned` says when it does so no more.
    synchronized boolean mayLeave() {
        if (away >= mostAway) {
            return false;
        }
        away++;
        return true;
    }

    synchronized void returned() {
        away--;
    }

    /// Gives the slot back while a call waits for a client.
    void giveBack() {
        Runnable next = release();
        if (next != null) {
            executor.execute(() -> run(next));
        }
    }

    /// Waits for a slot again, ahead of all others.
    void takeAgain() {
        CountDownLatch turn = new CountDownLatch(1);
        synchronized (this) {
            if (free > 0) {
                free--;
                return;
            }
            queue().addFirst(new Waiting(turn::countDown, 0, true));
        }
        boolean interrupted = false;
        while (true) {
            try {
                turn.await();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until no call runs or waits, or for so long.
    synchronized void awaitIdle(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        long left = most.toMillis();
        while (free < slots && left > 0) {
            try {
                wait(left);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }

    /// Whether calls wait for their turn.
    synchronized boolean crowded() {
        return waiting != null && !waiting.isEmpty();
    }

    /// Forgets the waiting calls.
    synchronized void clear() {
        if (waiting != null) {
            waiting.removeIf(entry -> !entry.takesSlotItself());
        }
        waitingBytes = 0;
    }

    private @Nullable Runnable release() {
        Waiting next;
        boolean tell;
        synchronized (this) {
            next = waiting == null ? null : waiting.pollFirst();
            if (next == null) {
                free++;
                waiting = null;
                notifyAll();
            } else {
                waitingBytes -= next.bytes;
            }
            tell = full;
            full = false;
        }
        if (tell) {
            roomMade.run();
        }
        if (next != null && next.takesSlotItself) {
            next.call.run();
            return null;
        }
        return next == null ? null : next.call;
    }

    private ArrayDeque<Waiting> queue() {
        ArrayDeque<Waiting> known = waiting;
        if (known == null) {
            known = new ArrayDeque<>(4);
            waiting = known;
        }
        return known;
    }
}
