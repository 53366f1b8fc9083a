package im.conduit.signalr.server;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When something was last heard of a client and said to it. Looked at by the sweep of each second.
final class ConnectionClock {

    /// A sweep comes a little early or late: a ping must not slip to the next one for that.
    private static final long SLACK = Duration.ofMillis(200).toNanos();

    private static final long ACKNOWLEDGE = Duration.ofSeconds(1).toNanos();

    private final HubOptions.Timing timing;
    private final @Nullable Instant expires;
    private final long opened = System.nanoTime();
    private volatile long heard = opened;
    private volatile boolean pinged;
    private volatile long pingSent = opened;
    private long acknowledged = opened; // of the sweep

    ConnectionClock(HubOptions.Timing timing, @Nullable Instant expires) {
        this.timing = timing;
        this.expires = expires;
    }

    /// The handshake is done.
    void start() {
        pingSent = System.nanoTime();
    }

    /// Bytes came, or the client cannot be blamed for silence.
    void heard() {
        heard = System.nanoTime();
    }

    /// The client has sent a ping: from now on its silence counts.
    void pinged() {
        pinged = true;
    }

    boolean handshakeOverdue(long now) {
        return now - opened > timing.handshake().toNanos();
    }

    boolean clientOverdue(long now) {
        return pinged && now - heard > timing.clientTimeout().toNanos();
    }

    /// Whether a ping is to be sent now; counts as sent.
    boolean pingDue(long now) {
        if (now - pingSent + SLACK < timing.keepAlive().toNanos()) {
            return false;
        }
        pingSent = now;
        return true;
    }

    /// Whether what came is to be acknowledged now; counts as done.
    boolean acknowledgementDue(long now) {
        if (now - acknowledged + SLACK < ACKNOWLEDGE) {
            return false;
        }
        acknowledged = now;
        return true;
    }

    boolean expired() {
        return expires != null && !Instant.now().isBefore(expires);
    }
}
