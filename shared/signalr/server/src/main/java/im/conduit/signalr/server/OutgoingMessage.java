package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubProtocol;
import im.conduit.signalr.protocol.TransferFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A message on its way to one or many connections: encoded once for each protocol and framed once
/// for each kind of transport, whatever the number of receivers. Close it when everybody has been
/// offered it.
public abstract sealed class OutgoingMessage implements AutoCloseable {

    /// Which frames the bytes travel in.
    public abstract TransferFormat format();

    /// The encoded message.
    public abstract byte[] bytes();

    /// Whether there are other receivers, so that a framed form is worth sharing.
    public boolean shared() {
        return false;
    }

    /// The framed form that `kind` of transport writes, made on first use and shared from then on.
    /// The frame's own resources are freed by `close`; a receiver that keeps it longer has to
    /// retain it.
    ///
    /// @param kind the same instance for all transports that frame alike
    public <F extends AutoCloseable> F framed(FrameKind<F> kind) {
        return kind.frame(this);
    }

    @Override
    public void close() {}

    /// How a kind of transport frames.
    ///
    /// @param <F> the frame
    public interface FrameKind<F extends AutoCloseable> {
        /// Frames the message's bytes.
        F frame(OutgoingMessage message);
    }

    /// Bytes for one receiver.
    static OutgoingMessage of(byte[] bytes, TransferFormat format) {
        return new Single(bytes, format);
    }

    private static final class Single extends OutgoingMessage {
        private final byte[] bytes;
        private final TransferFormat format;

        Single(byte[] bytes, TransferFormat format) {
            this.bytes = bytes;
            this.format = format;
        }

        @Override
        public TransferFormat format() {
            return format;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }
    }

    /// One encoding of a broadcast, with the frames made of it.
    static final class Shared extends OutgoingMessage {
        private final byte[] bytes;
        private final TransferFormat format;
        private final List<Object> kinds = new ArrayList<>(2);
        private final List<AutoCloseable> frames = new ArrayList<>(2);

        Shared(byte[] bytes, TransferFormat format) {
            this.bytes = bytes;
            this.format = format;
        }

        @Override
        public TransferFormat format() {
            return format;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        @SuppressWarnings("unchecked") // a kind makes frames of its own type only
        public <F extends AutoCloseable> F framed(FrameKind<F> kind) {
            for (int i = 0; i < kinds.size(); i++) {
                if (kinds.get(i) == kind) {
                    return (F) frames.get(i);
                }
            }
            F made = kind.frame(this);
            kinds.add(kind);
            frames.add(made);
            return made;
        }

        @Override
        public boolean shared() {
            return true;
        }

        @Override
        public void close() {
            for (AutoCloseable frame : frames) {
                try {
                    frame.close();
                } catch (Exception e) {
                    throw new IllegalStateException("a frame could not be released", e);
                }
            }
            frames.clear();
            kinds.clear();
        }
    }

    /// A broadcast: the message and its encodings by protocol name. Used by one thread.
    static final class Broadcast implements AutoCloseable {
        private final Function<HubProtocol, byte[]> encoder;
        private final List<String> names = new ArrayList<>(2);
        private final List<Shared> encodings = new ArrayList<>(2);
        private final Map<String, RuntimeException> failures = new HashMap<>(2);

        Broadcast(HubMessage message) {
            this.encoder = protocol -> protocol.write(message);
        }

        Broadcast(EncodedMessage message) {
            this.encoder = message::in;
        }

        /// @throws RuntimeException when the protocol cannot write the message: tried once
        Shared encoded(HubProtocol protocol) {
            Shared known = find(protocol.name());
            if (known != null) {
                return known;
            }
            RuntimeException failed = failures.get(protocol.name());
            if (failed != null) {
                throw failed;
            }
            try {
                Shared made = new Shared(encoder.apply(protocol), protocol.transferFormat());
                names.add(protocol.name());
                encodings.add(made);
                return made;
            } catch (RuntimeException unwritable) {
                failures.put(protocol.name(), unwritable);
                throw unwritable;
            }
        }

        private @Nullable Shared find(String name) {
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).equals(name)) {
                    return encodings.get(i);
                }
            }
            return null;
        }

        @Override
        public void close() {
            encodings.forEach(Shared::close);
        }
    }
}
