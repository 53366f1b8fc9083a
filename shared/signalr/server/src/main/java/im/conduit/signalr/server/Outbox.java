package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubProtocol;
import im.conduit.signalr.protocol.MessageBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A connection's way out: the present transport and, with stateful reconnect, the memory of what
/// was sent, which survives it. Whatever is sent keeps its order, also across transports.
final class Outbox {

    private final HubOptions options;
    private final IntConsumer whenSent;
    private final Consumer<String> whenTooSlow;
    private final BooleanSupplier readerWaits;
    private volatile @Nullable HubProtocol protocol;
    private volatile @Nullable ConnectionTransport transport;
    private volatile @Nullable MessageBuffer memory;
    private volatile @Nullable AcknowledgementTimeout timeout;
    private boolean closed;

    /// @param whenSent told of each message's size
    /// @param whenTooSlow told why the client has to be given up
    /// @param readerWaits whether no acknowledgement is read while the current thread waits for one
    Outbox(
            HubOptions options,
            IntConsumer whenSent,
            Consumer<String> whenTooSlow,
            BooleanSupplier readerWaits) {
        this.options = options;
        this.whenSent = whenSent;
        this.whenTooSlow = whenTooSlow;
        this.readerWaits = readerWaits;
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
            MessageBuffer kept = new MessageBuffer(options.bounds().statefulBufferBytes());
            timeout = new AcknowledgementTimeout(kept, options.timing().send());
            memory = kept;
        }
        protocol = chosen;
    }

    /// Sends the handshake's answer and goes on in the chosen protocol. The answer comes before
    /// anything else, but not before `known` has run: what the client does next finds it there.
    void welcome(OutgoingMessage answer, HubProtocol chosen, boolean remembers, Runnable known) {
        ConnectionTransport current = offer(answer, false);
        speak(chosen, remembers);
        try {
            known.run();
        } finally {
            if (current != null) {
                flush(current);
            }
        }
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

    /// A transport is lost; what is sent meanwhile waits for the next one.
    ///
    /// @return whether it was the present one
    synchronized boolean detach(ConnectionTransport gone) {
        boolean present = transport == gone;
        if (present) {
            transport = null;
        }
        return present;
    }

    /// Sends to this client alone. On a virtual thread it waits first while too much is on its way,
    /// so that what waits for a client is no more than that and a message of each sender. It never
    /// waits for acknowledgements that nobody reads; the send queue is the limit then.
    ///
    /// @param ready run when the wait is over, right before the message goes out
    void send(HubMessage message, Runnable ready) {
        HubProtocol spoken = protocol;
        if (spoken == null) {
            return;
        }
        byte[] bytes = spoken.write(message);
        boolean waits = Thread.currentThread().isVirtual();
        if (waits) {
            awaitRoom();
            if (giveUpWhenSlow()) {
                return;
            }
        }
        ready.run();
        whenSent.accept(bytes.length);
        send(
                OutgoingMessage.of(bytes, spoken.transferFormat()),
                message instanceof HubMessage.Counted);
        if (!waits) {
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

    private boolean giveUpWhenSlow() {
        boolean slow = overfull();
        if (slow) {
            whenTooSlow.accept("More than " + mostWaiting() + " bytes wait for the client.");
        }
        return slow;
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
            flush(current);
        }
    }

    private static void deliver(ConnectionTransport current, OutgoingMessage message) {
        if (current.offer(message)) {
            flush(current);
        }
    }

    private static void flush(ConnectionTransport current) {
        current.flushGroup().flush(List.of(current));
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
        while (!kept.hasRoom() && !closed && !readerWaits.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Takes note of a message that came in.
    ///
    /// @return whether it is to be handled: not so what came before, with stateful reconnect
    boolean receive(HubMessage message) {
        MessageBuffer kept = memory;
        AcknowledgementTimeout running = timeout;
        if (kept == null || running == null) {
            return true;
        }
        if (message instanceof HubMessage.Ack ack) {
            synchronized (this) {
                running.received(ack);
                notifyAll();
            }
            return false;
        }
        return kept.receive(message);
    }

    /// Gives a client up that is there and acknowledges nothing although senders have to wait.
    ///
    /// @param heard whether what the client sends is read at present
    void giveUpWhenSilent(long nowNanos, boolean heard) {
        AcknowledgementTimeout running = timeout;
        if (running != null && running.passed(nowNanos, heard && transport != null)) {
            whenTooSlow.accept("The client acknowledges nothing of what it was sent.");
        }
    }

    /// Nobody reads the client's acknowledgements for now.
    synchronized void wakeSenders() {
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
        return current != null && current.queuedBytes() > mostWaiting()
                || kept != null && kept.bufferedBytes() > mostWaiting();
    }

    private int mostWaiting() {
        return options.bounds().sendQueueBytes();
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
