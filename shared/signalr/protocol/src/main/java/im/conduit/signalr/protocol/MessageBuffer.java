package im.conduit.signalr.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One side's memory of a connection with stateful reconnect: what was sent and not acknowledged
/// yet, and what was received, so that after a change of transport every counted message (types 1
/// to 5) arrives once and in order. Both sides number theirs from 1; the numbers do not travel.
/// After "Stateful Reconnect" of `HubProtocol.md`.
///
/// It does no I/O and knows no time. Many threads may use it, but [#sent] and [#resume] must be
/// called in the order in which the bytes are written, so under the lock of the connection's
/// writer.
public final class MessageBuffer {

    private final long maxBytes;

    /// The frames behind the last one that was acknowledged, oldest first.
    private final Deque<byte[]> unacknowledged = new ArrayDeque<>();

    private long bufferedBytes;
    private long sentCount;

    private long receivedCount;
    private long acknowledgedCount;

    /// The number of the next counted message to come; behind a resumption it may be one that came
    /// before.
    private long next = 1;

    private boolean awaitsSequence;

    /// @param maxBytes how many bytes may wait for their acknowledgement before senders have to
    ///     wait
    public MessageBuffer(long maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be at least 1");
        }
        this.maxBytes = maxBytes;
    }

    /// What has to be written first on a new transport.
    ///
    /// @param sequence tells the number of the first frame here, or of the next message when there
    ///     is none
    /// @param frames everything that was not acknowledged, oldest first
    public record Resumption(HubMessage.Sequence sequence, List<byte[]> frames) {}

    /// Whether a counted message may be sent now. It may take the buffer over its limit: a message
    /// larger than the limit can be sent too.
    public synchronized boolean hasRoom() {
        return bufferedBytes <= maxBytes;
    }

    /// Bytes that wait for their acknowledgement.
    public synchronized long bufferedBytes() {
        return bufferedBytes;
    }

    /// Numbers and keeps a counted message. Call it for no other one.
    ///
    /// @param frame the message's bytes as they are written, not copied
    public synchronized void sent(byte[] frame) {
        sentCount++;
        bufferedBytes += frame.length;
        unacknowledged.addLast(frame);
    }

    /// Takes note of a message that came in.
    ///
    /// @return whether it is to be handled; not so acknowledgements and sequence messages, what was
    ///     received before, and what comes on a new transport before its sequence message
    /// @throws ProtocolException when the sequence message leaves a gap
    public synchronized boolean receive(HubMessage message) {
        return switch (message) {
            case HubMessage.Ack(long sequenceId) -> {
                forget(sequenceId);
                yield false;
            }
            case HubMessage.Sequence(long sequenceId) -> {
                continueAt(sequenceId);
                yield false;
            }
            case HubMessage.Counted _ -> count();
            case HubMessage.Ping _, HubMessage.Close _ -> true;
        };
    }

    private void forget(long sequenceId) {
        long first = sentCount - unacknowledged.size() + 1;
        for (long id = first; id <= sequenceId && !unacknowledged.isEmpty(); id++) {
            bufferedBytes -= unacknowledged.removeFirst().length;
        }
    }

    private void continueAt(long sequenceId) {
        if (sequenceId > receivedCount + 1) {
            throw new ProtocolException(
                    "InvalidOperationException",
                    "Sequence ID greater than amount of messages we've received.",
                    null);
        }
        if (sequenceId < 1) {
            throw new ProtocolException("Sequence ID less than 1.");
        }
        next = sequenceId;
        awaitsSequence = false;
        // The other side still keeps this one, so the acknowledgement of it was lost.
        acknowledgedCount = sequenceId - 1;
    }

    private boolean count() {
        if (awaitsSequence) {
            return false;
        }
        boolean isNew = next > receivedCount;
        next++;
        if (isNew) {
            receivedCount++;
        }
        return isNew;
    }

    /// The acknowledgement to send, or `null` when nothing came since the last one. To be asked for
    /// about once in a second.
    public synchronized HubMessage.@Nullable Ack acknowledge() {
        if (acknowledgedCount == receivedCount) {
            return null;
        }
        acknowledgedCount = receivedCount;
        return new HubMessage.Ack(receivedCount);
    }

    /// Begins anew on another transport: tells what to write before anything else, and from now on
    /// drops counted messages until the other side's sequence message has come.
    public synchronized Resumption resume() {
        awaitsSequence = true;
        long first = sentCount - unacknowledged.size() + 1;
        return new Resumption(new HubMessage.Sequence(first), List.copyOf(unacknowledged));
    }
}
