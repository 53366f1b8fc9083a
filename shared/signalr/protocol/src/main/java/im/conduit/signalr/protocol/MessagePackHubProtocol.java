package im.conduit.signalr.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The `messagepack` protocol: arrays with a length prefix. Items too many are ignored, stream ids
/// may be missing.
///
/// Values go through a payload codec as in JSON, with what JSON lacks as embedded objects: bin is
/// `byte[]`, the timestamp extension is `java.time.Instant`, other extensions are
/// [MessagePackExtension]. A codec knows the generator by
/// [com.fasterxml.jackson.core.JsonGenerator#canWriteBinaryNatively()]. To be understood by
/// .NET's clients it writes instants with `writeEmbeddedObject`, enums by name and UUIDs as text.
/// Raw JSON cannot be written.
public final class MessagePackHubProtocol implements HubProtocol {

    private static final int HIGHEST_VERSION = 2;

    private final ProtocolLimits limits;
    private final MessagePackMessageReader reader;
    private final MessagePackMessageWriter writer;

    /// @param payloads reads and writes arguments, items and results
    /// @param limits what an incoming message may cost; its size counts the length prefix
    public MessagePackHubProtocol(PayloadCodec payloads, ProtocolLimits limits) {
        this.limits = limits;
        this.reader = new MessagePackMessageReader(payloads, limits);
        this.writer = new MessagePackMessageWriter(payloads);
    }

    @Override
    public String name() {
        return "messagepack";
    }

    @Override
    public TransferFormat transferFormat() {
        return TransferFormat.BINARY;
    }

    @Override
    public boolean supports(int version) {
        return version <= HIGHEST_VERSION;
    }

    @Override
    public @Nullable HubMessage parse(ByteBuffer input, InvocationBinder binder) {
        while (true) {
            VarIntFraming.Frame frame = VarIntFraming.peek(input);
            boolean whole = frame.isWithin(input);
            if ((whole ? frame.total() : input.remaining()) > limits.maxMessageBytes()) {
                throw limits.exceeded();
            }
            if (!whole) {
                return null;
            }
            HubMessage message = take(input, frame, binder);
            if (message != null) {
                return message;
            }
        }
    }

    private @Nullable HubMessage take(
            ByteBuffer input, VarIntFraming.Frame frame, InvocationBinder binder) {
        int start = input.position() + frame.prefix();
        input.position(start + frame.length());
        if (input.hasArray()) {
            return reader.read(input.array(), input.arrayOffset() + start, frame.length(), binder);
        }
        byte[] copy = new byte[frame.length()];
        input.get(start, copy);
        return reader.read(copy, 0, copy.length, binder);
    }

    @Override
    public byte[] write(HubMessage message) {
        return writer.write(message);
    }
}
