package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubProtocol;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// When something was last heard of a client and said to it. Looked at by the sweep, twice a
/// second.
final class ConnectionClock {

    /// A sweep comes a little early or late: a ping must not slip to the next one for that.
    private static final long SLACK = Duration.ofMillis(200).toNanos();

    private static final long ACKNOWLEDGE = Duration.ofSeconds(1).toNanos();

    private final HubOptions options;
    private final HubOptions.Timing timing;
    private final Place place;
    private final long opened = System.nanoTime();
    private volatile long heard = opened;
    private volatile boolean pinged;
    private volatile long pingSent = opened;
    private long acknowledged = opened; // of the sweep

    ConnectionClock(HubOptions options, Place place) {
        this.options = options;
        this.timing = options.timing();
        this.place = place;
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

    /// Why the connection has to end now, or `null`.
    ///
    /// @param handshaking whether the handshake is still missing
    /// @param detachedAt since when it has no transport, 0 when it has one
    @Nullable Ending overdue(long now, boolean handshaking, long detachedAt) {
        if (detachedAt != 0) {
            boolean given = now - detachedAt > timing.disconnect().toNanos();
            return given ? Ending.transportEnded(null) : null;
        }
        if (handshaking) {
            boolean late = now - opened > timing.handshake().toNanos();
            return late ? Ending.handshakeCanceled() : null;
        }
        if (pinged && now - heard > timing.clientTimeout().toNanos()) {
            return Ending.clientTimeout();
        }
        return options.closeOnAuthenticationExpiration() && place.expired()
                ? Ending.authenticationExpired()
                : null;
    }

    /// Sends acknowledgements and pings that are due. Polls carry no pings.
    void keepAlive(long now, Outbox outbox, HubProtocol spoken, OutgoingMessage ping) {
        ConnectionTransport current = outbox.transport();
        if (current == null) {
            return;
        }
        if (now - acknowledged + SLACK >= ACKNOWLEDGE) {
            acknowledged = now;
            outbox.acknowledge(spoken);
        }
        boolean due = now - pingSent + SLACK >= timing.keepAlive().toNanos();
        if (due && current.type() != TransportType.LONG_POLLING) {
            pingSent = now;
            if (current.queuedBytes() == 0) {
                outbox.send(ping, false);
            }
        }
    }
}
