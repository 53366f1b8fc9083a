package im.conduit.signalr.server;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The serial lane of one connection: input is worked on by one virtual thread at a time, which
/// exists only while there is something to do. An idle lane holds no buffer.
///
/// The last call of a batch may be handed back as the lane's tail: it then runs on the lane's
/// thread after the lane has been released, so that an ordinary call costs one thread and the lane
/// can go on reading meanwhile.
final class InputLane implements Runnable {

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    /// What the lane does.
    interface Work {
        /// Takes messages off `input`.
        ///
        /// @return false when the last message cannot be taken in now; `retry` is called then
        boolean read(ByteBuffer input);

        /// The call to run when the lane is released, if any.
        @Nullable Runnable takeTail();

        /// Ends the connection. `leftover` tells whether an unfinished message was left.
        void finish(Ending ending, boolean leftover);

        /// The lane reads nothing more until `retry`.
        void stalled();

        /// Input is welcome again.
        void resumeReading();
    }

    private final Executor executor;
    private final Work work;
    private final int pauseAt;

    private final GrowingBytes fresh = new GrowingBytes();
    private boolean running;
    private boolean stalled;
    private boolean retry;
    private boolean paused;
    private boolean finished;
    private boolean forget;
    private @Nullable Ending ending;
    private @Nullable Thread worker;
    private volatile boolean stop; // an ending that does not wait for the input before it
    private ByteBuffer held = EMPTY; // of the running thread
    private boolean refused; // of the running thread: the last message could not be taken in

    InputLane(Executor executor, Work work, int pauseAt) {
        this.executor = executor;
        this.work = work;
        this.pauseAt = pauseAt;
    }

    /// Takes input; false when the transport should pause.
    boolean receive(ByteBuffer bytes) {
        boolean start;
        boolean more;
        synchronized (this) {
            if (finished) {
                bytes.position(bytes.limit());
                return true;
            }
            fresh.append(bytes);
            paused = fresh.length() + (stalled ? held.remaining() : 0) >= pauseAt;
            more = !paused;
            start = !running && !stalled;
            running |= start;
        }
        if (start) {
            executor.execute(this);
        }
        return more;
    }

    synchronized boolean ready() {
        return !paused;
    }

    /// Whether input waits for something that the client has no part in.
    synchronized boolean busy() {
        return stalled || (running && fresh.length() > 0);
    }

    /// Whether nothing is read while the current thread waits.
    synchronized boolean blocked() {
        return stalled || worker == Thread.currentThread();
    }

    /// Tries the message again that could not be taken in.
    void retry() {
        boolean start;
        synchronized (this) {
            retry = true;
            start = !running && !finished;
            if (start) {
                running = true;
                stalled = false;
            }
        }
        if (start) {
            executor.execute(this);
        }
    }

    /// Drops the input that has not been worked on.
    synchronized void forgetInput() {
        fresh.clear();
        paused = false;
        forget = true;
    }

    /// Ends the connection; the first ending counts.
    ///
    /// @param drain whether the input received before is worked on first
    /// @return whether this was the first
    boolean end(Ending wanted, boolean drain) {
        boolean start;
        synchronized (this) {
            if (ending != null || finished) {
                if (!drain && ending != null) {
                    stop = true;
                }
                return false;
            }
            ending = wanted;
            stop = !drain;
            start = !running;
            running = true;
        }
        if (start) {
            executor.execute(this);
        }
        return true;
    }

    synchronized boolean ending() {
        return ending != null;
    }

    /// Whether the lane is to stop at once.
    boolean stopping() {
        return stop;
    }

    @Override
    public void run() {
        while (true) {
            takeFresh();
            boolean took = stop || work.read(held);
            refused = !took;
            Ending last;
            Runnable tail = work.takeTail();
            synchronized (this) {
                if (!stop && ending == null && mustWait(took)) {
                    running = false;
                    worker = null;
                    if (!held.hasRemaining()) {
                        held = EMPTY;
                    }
                    last = null;
                } else if (stop || (ending != null && (!took || fresh.length() == 0))) {
                    last = ending;
                    finished = true;
                } else {
                    handOver(tail);
                    continue;
                }
            }
            if (last != null) {
                handOver(tail);
                boolean leftover = took && held.hasRemaining();
                held = EMPTY;
                work.finish(last, leftover);
            } else {
                rest(took, tail);
            }
            return;
        }
    }

    /// Whether nothing more can be done for now. Called with the lock held.
    private boolean mustWait(boolean took) {
        if (!took) {
            stalled = !retry;
            return stalled;
        }
        return fresh.length() == 0;
    }

    private void rest(boolean took, @Nullable Runnable tail) {
        if (!took) {
            work.stalled();
        }
        if (tail != null) {
            tail.run();
        }
    }

    private void handOver(@Nullable Runnable tail) {
        if (tail != null) {
            executor.execute(tail);
        }
    }

    private void takeFresh() {
        boolean resume;
        synchronized (this) {
            worker = Thread.currentThread();
            retry = false;
            boolean enough = refused && held.remaining() >= pauseAt;
            if (forget) {
                forget = false;
                held = EMPTY;
            }
            if (fresh.length() > 0 && !enough) {
                held = held.hasRemaining() ? joined(fresh.take()) : fresh.take();
            }
            resume = paused && !enough;
            paused &= enough;
        }
        if (resume) {
            work.resumeReading();
        }
    }

    private ByteBuffer joined(ByteBuffer more) {
        return ByteBuffer.allocate(held.remaining() + more.remaining()).put(held).put(more).flip();
    }
}
