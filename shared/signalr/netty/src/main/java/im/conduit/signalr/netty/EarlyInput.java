package im.conduit.signalr.netty;

import im.conduit.signalr.server.ConnectionSink;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The way in of one connection. What is posted before a transport has connected is kept and handed
/// over first, whatever comes meanwhile: a post may arrive in parts. Safe for use by many threads.
final class EarlyInput {

    private static final byte[] NOTHING = new byte[0];

    private final int mostKept;
    private byte[] kept = NOTHING;
    private int length;
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
                    keep(bytes);
                    return ready();
                }
            }
        }
        return sink.receive(bytes);
    }

    private void keep(ByteBuffer bytes) {
        int more = bytes.remaining();
        if (length + more > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(length + more, length * 2));
        }
        bytes.get(kept, length, more);
        length += more;
    }

    /// Whether more is welcome.
    synchronized boolean ready() {
        ConnectionSink sink = open;
        return sink == null ? length < mostKept : sink.ready();
    }

    /// Lets all input through to a sink that has a transport; only the first one counts.
    synchronized void open(ConnectionSink sink) {
        if (open != null) {
            return;
        }
        if (length > 0) {
            sink.receive(ByteBuffer.wrap(kept, 0, length));
            kept = NOTHING;
            length = 0;
        }
        open = sink; // not before: a later part would overtake the earlier ones
    }
}
