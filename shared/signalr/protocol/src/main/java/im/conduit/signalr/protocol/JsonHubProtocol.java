package im.conduit.signalr.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The `json` protocol: UTF-8 records that end in 0x1E. Members come in any order, the last of a
/// name counts, unknown members and types are skipped and so is text behind a record's object.
public final class JsonHubProtocol implements HubProtocol {

    private static final int HIGHEST_VERSION = 2;

    private final ProtocolLimits limits;
    private final JsonText text;
    private final JsonMessageReader reader;
    private final JsonMessageWriter writer;

    /// @param payloads reads and writes arguments, items and results
    /// @param limits what an incoming record may cost; its size counts the separator
    public JsonHubProtocol(PayloadCodec payloads, ProtocolLimits limits) {
        this.limits = limits;
        this.text = JsonText.strict(limits);
        this.reader =
                new JsonMessageReader(text, JsonText.allowingTrailingCommas(limits), payloads);
        this.writer = new JsonMessageWriter(payloads);
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public TransferFormat transferFormat() {
        return TransferFormat.TEXT;
    }

    @Override
    public boolean supports(int version) {
        return version <= HIGHEST_VERSION;
    }

    @Override
    public @Nullable HubMessage parse(ByteBuffer input, InvocationBinder binder) {
        while (true) {
            RecordFraming.Slice slice = RecordFraming.take(input, limits);
            if (slice == null) {
                return null;
            }
            HubMessage message = reader.read(slice, binder);
            if (message != null) {
                return message;
            }
        }
    }

    @Override
    public byte[] write(HubMessage message) {
        return text.record(generator -> writer.write(generator, message));
    }
}
