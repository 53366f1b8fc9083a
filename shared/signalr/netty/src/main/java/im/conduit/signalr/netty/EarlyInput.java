package im.conduit.signalr.netty;

import im.conduit.signalr.server.ConnectionSink;
import im.conduit.signalr.server.GrowingBytes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The way in of one connection. What is posted before a transport has connected is kept and handed
/// over first, whatever comes meanwhile: a post may arrive in parts. Safe for use by many threads.
final class EarlyInput {

    private final int mostKept;
    private final GrowingBytes kept = new GrowingBytes();
    private volatile @Nullable ConnectionSink open;

    /// @param mostKept bytes from which on no more is welcome before the connection is open
    EarlyInput(int mostKept) {
        this.mostKept = mostKept;
    }

    /// Takes input.
    ///
    /// @return whether more is welcome
    boolean receive(ByteBuffer bytes) {
        ConnectionSink sink = open;
        if (sink == null) {
            synchronized (this) {
                sink = open;
                if (sink == null) {
                    kept.append(bytes);
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
    }
}
