package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubProtocol;
import im.conduit.signalr.protocol.MessageBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A connection's way out: the present transport and, with stateful reconnect, the memory of what
/// was
/// sent, which survives it. Whatever is sent keeps its order, also across transports.
final class Outbox {

    private final HubOptions.Bounds bounds;
    private final IntConsumer whenSent;
    private final Consumer<String> whenTooSlow;
    private volatile @Nullable HubProtocol protocol;
    private volatile @Nullable ConnectionTransport transport;
    private volatile @Nullable MessageBuffer memory;
    private boolean closed;

    /// @param whenSent told of each message's size
    /// @param whenTooSlow told why the client has to be given up
    Outbox(HubOptions.Bounds bounds, IntConsumer whenSent, Consumer<String> whenTooSlow) {
        this.bounds = bounds;
        this.whenSent = whenSent;
        this.whenTooSlow = whenTooSlow;
    }

    /// What the handshake has settled, `null` before it.
    @Nullable HubProtocol spoken() {
        return protocol;
    }

    @Nullable ConnectionTransport transport() {
        return transport;
    }

    /// Whether messages are kept until the client has acknowledged them.
    @Nullable MessageBuffer memory() {
        return memory;
    }

    /// The handshake is done.
    ///
    /// @param remember whether counted messages are kept until they are acknowledged
    void speak(HubProtocol chosen, boolean remember) {
        if (remember) {
            memory = new MessageBuffer(bounds.statefulBufferBytes());
        }
        protocol = chosen;
    }

    /// Goes on with a transport: first what the client may have missed.
    synchronized void attach(ConnectionTransport attached) {
        transport = attached;
        MessageBuffer kept = memory;
        HubProtocol spoken = protocol;
        if (kept != null && spoken != null) {
            MessageBuffer.Resumption missed = kept.resume();
            put(attached, spoken, spoken.write(missed.sequence()));
            missed.frames().forEach(frame -> put(attached, spoken, frame));
        }
    }

    private static void put(ConnectionTransport to, HubProtocol spoken, byte[] bytes) {
        deliver(to, OutgoingMessage.of(bytes, spoken.transferFormat()));
    }

    /// The transport is lost; what is sent meanwhile waits for the next one.
    synchronized void detach() {
        transport = null;
    }

    /// Sends to this client alone; on a virtual thread it waits while too much is on its way.
    void send(HubMessage message) {
        HubProtocol spoken = protocol;
        if (spoken == null) {
            return;
        }
        send(encoded(spoken, message), message instanceof HubMessage.Counted);
        if (Thread.currentThread().isVirtual()) {
            awaitRoom();
        } else {
            giveUpWhenSlow();
        }
    }

    /// Offers a broadcast; never waits.
    ///
    /// @return the transport that has to be flushed, if any
    @Nullable ConnectionTransport offer(OutgoingMessage.Broadcast broadcast) {
        HubProtocol spoken = protocol;
        if (spoken == null) {
            return null;
        }
        OutgoingMessage message = broadcast.encoded(spoken);
        whenSent.accept(message.bytes().length);
        ConnectionTransport toFlush = offer(message, true);
        giveUpWhenSlow();
        return toFlush;
    }

    /// Sends a bundle in one frame, or message by message where each counts; never waits.
    void send(MessageBundle bundle) {
        HubProtocol spoken = protocol;
        if (spoken == null) {
            return;
        }
        if (memory == null) {
            byte[] all = bundle.encoded(spoken);
            whenSent.accept(all.length);
            send(OutgoingMessage.of(all, spoken.transferFormat()), false);
        } else {
            bundle.messages().forEach(message -> send(encoded(spoken, message), true));
        }
        giveUpWhenSlow();
    }

    private OutgoingMessage encoded(HubProtocol spoken, HubMessage message) {
        byte[] bytes = spoken.write(message);
        whenSent.accept(bytes.length);
        return OutgoingMessage.of(bytes, spoken.transferFormat());
    }

    private void giveUpWhenSlow() {
        if (overfull()) {
            whenTooSlow.accept(
                    "More than " + bounds.sendQueueBytes() + " bytes wait for the client.");
        }
    }

    /// Puts a message in.
    ///
    /// @param counted whether stateful reconnect counts it
    /// @return the transport that has to be flushed, if any
    private @Nullable ConnectionTransport offer(OutgoingMessage message, boolean counted) {
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

    private void awaitRoom() {
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

    private boolean overfull() {
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
