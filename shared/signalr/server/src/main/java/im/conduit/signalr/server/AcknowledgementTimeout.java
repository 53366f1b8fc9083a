package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.MessageBuffer;
import java.time.Duration;

/// How long a client that is there acknowledges nothing although senders have to wait for it.
/// Looked at by the sweep.
final class AcknowledgementTimeout {

    private final MessageBuffer kept;
    private final long mostNanos;
    private volatile boolean acknowledged;
    private boolean owed; // of the sweep, as what follows
    private long lookedAt;
    private long silentNanos;

    AcknowledgementTimeout(MessageBuffer kept, Duration most) {
        this.kept = kept;
        this.mostNanos = most.toNanos();
    }

    /// Takes an acknowledgement in. Nothing must be sent meanwhile.
    void received(HubMessage.Ack ack) {
        long before = kept.bufferedBytes();
        kept.receive(ack);
        if (kept.bufferedBytes() < before) {
            acknowledged = true;
        }
    }

    /// @param counts whether the time since the last look is the client's: an acknowledgement could
    ///     have come in
    /// @return whether the client has been silent for too long
    boolean passed(long nowNanos, boolean counts) {
        boolean owes = !kept.hasRoom();
        if (!owes || !owed || acknowledged) {
            silentNanos = 0;
        } else if (counts) {
            silentNanos += nowNanos - lookedAt;
        }
        acknowledged = false;
        owed = owes;
        lookedAt = nowNanos;
        return silentNanos > mostNanos;
    }
}
