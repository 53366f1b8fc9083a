package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubProtocol;
import im.conduit.signalr.protocol.MessageBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A connection's way out: the present transport and, with stateful reconnect, the memory of what
/// was
/// sent, which survives it. Whatever is sent keeps its order, also across transports.
final class Outbox {

    private final HubOptions.Bounds bounds;
    private volatile @Nullable ConnectionTransport transport;
    private volatile @Nullable MessageBuffer memory;
    private boolean closed;

    Outbox(HubOptions.Bounds bounds) {
        this.bounds = bounds;
    }

    @Nullable ConnectionTransport transport() {
        return transport;
    }

    /// Whether messages are kept until the client has acknowledged them.
    @Nullable MessageBuffer memory() {
        return memory;
    }

    /// Keeps counted messages from now on.
    void remember() {
        memory = new MessageBuffer(bounds.statefulBufferBytes());
    }

    /// Goes on with a transport: first what the client may have missed.
    void attach(ConnectionTransport attached, @Nullable HubProtocol spoken) {
        synchronized (this) {
            transport = attached;
            MessageBuffer kept = memory;
            if (kept != null && spoken != null) {
                MessageBuffer.Resumption missed = kept.resume();
                put(attached, spoken, spoken.write(missed.sequence()));
                missed.frames().forEach(frame -> put(attached, spoken, frame));
            }
        }
    }

    private static void put(ConnectionTransport to, HubProtocol spoken, byte[] bytes) {
        deliver(to, OutgoingMessage.of(bytes, spoken.transferFormat()));
    }

    /// The transport is lost; what is sent meanwhile waits for the next one.
    synchronized void detach() {
        transport = null;
    }

    /// Puts a message in.
    ///
    /// @param counted whether stateful reconnect counts it
    /// @return the transport that has to be flushed, if any
    @Nullable ConnectionTransport offer(OutgoingMessage message, boolean counted) {
        MessageBuffer kept = memory;
        if (kept == null || !counted) {
            ConnectionTransport current = transport;
            return current != null && current.offer(message) ? current : null;
        }
        synchronized (this) {
            kept.sent(message.bytes());
            ConnectionTransport current = transport;
            return current != null && current.offer(message) ? current : null;
        }
    }

    /// Puts a message in and has it written.
    void send(OutgoingMessage message, boolean counted) {
        ConnectionTransport current = offer(message, counted);
        if (current != null) {
            current.flushGroup().flush(List.of(current));
        }
    }

    private static void deliver(ConnectionTransport current, OutgoingMessage message) {
        if (current.offer(message)) {
            current.flushGroup().flush(List.of(current));
        }
    }

    /// Waits, on a virtual thread, while more than the pipe or the memory holds is on its way.
    void awaitRoom() {
        MessageBuffer kept = memory;
        if (kept != null && !kept.hasRoom()) {
            awaitAcknowledgement(kept);
        }
        ConnectionTransport current = transport;
        if (current != null) {
            current.awaitRoom();
        }
    }

    private synchronized void awaitAcknowledgement(MessageBuffer kept) {
        while (!kept.hasRoom() && !closed) {
            try {
                wait();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// The client has acknowledged something.
    synchronized void acknowledged() {
        notifyAll();
    }

    /// Nobody has to wait any more.
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /// Whether more waits for the client than a broadcast may add to.
    boolean overfull() {
        ConnectionTransport current = transport;
        MessageBuffer kept = memory;
        return current != null && current.queuedBytes() > bounds.sendQueueBytes()
                || kept != null && kept.bufferedBytes() > bounds.sendQueueBytes();
    }

    /// Acknowledges what has come since the last time.
    void acknowledge(HubProtocol spoken) {
        MessageBuffer kept = memory;
        HubMessage.Ack ack = kept == null || transport == null ? null : kept.acknowledge();
        if (ack != null) {
            send(OutgoingMessage.of(spoken.write(ack), spoken.transferFormat()), false);
        }
    }
}
