package im.conduit.signalr.netty;

import im.conduit.signalr.server.ConnectionSink;
import im.conduit.signalr.server.GrowingBytes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The way in of one connection. What is posted before a transport has connected is kept and handed
/// over first, whatever comes meanwhile: a post may arrive in parts. Safe for use by many threads.
final class EarlyInput {

    private final int mostKept;
    private final EarlyRoom room;
    private final GrowingBytes kept = new GrowingBytes();
    private int taken; // of the room
    private volatile @Nullable ConnectionSink open;
    private boolean closed;

    /// @param mostKept bytes from which on no more is welcome before the connection is open
    /// @param room for what is kept
    EarlyInput(int mostKept, EarlyRoom room) {
        this.mostKept = mostKept;
        this.room = room;
    }

    /// Takes room for so much input, or none when none is needed: the connection is open or over.
    ///
    /// @return false when there is no room
    boolean makeRoom(int bytes) {
        if (open != null) {
            return true;
        }
        synchronized (this) {
            if (open != null || closed) {
                return true;
            }
            boolean took = room.take(bytes);
            taken += took ? bytes : 0;
            return took;
        }
    }

    /// Takes input, for which there is room.
    ///
    /// @return whether more is welcome
    boolean receive(ByteBuffer bytes) {
        ConnectionSink sink = open;
        if (sink == null) {
            synchronized (this) {
                sink = open;
                if (sink == null) {
                    if (!closed) {
                        kept.append(bytes);
                    }
                    return ready();
                }
            }
        }
        return sink.receive(bytes);
    }

    /// Whether more is welcome.
    synchronized boolean ready() {
        ConnectionSink sink = open;
        return sink == null ? kept.length() < mostKept : sink.ready();
    }

    /// Lets all input through to a sink that has a transport; only the first one counts.
    synchronized void open(ConnectionSink sink) {
        if (open != null) {
            return;
        }
        if (kept.length() > 0) {
            sink.receive(kept.take());
        }
        open = sink; // not before: a later part would overtake the earlier ones
        giveBack();
    }

    /// Drops what is kept; nothing is any more.
    synchronized void close() {
        closed = true;
        kept.clear();
        giveBack();
    }

    private void giveBack() {
        room.giveBack(taken);
        taken = 0;
    }
}
