package im.conduit.signalr.protocol;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Turns a record into a message: in one pass when members come in the usual order and bind, else
/// with further passes over the same bytes.
final class JsonMessageReader {

    private final JsonText strict;
    private final JsonText lenient;
    private final ValueBinder values;

    /// @param lenient takes trailing commas: a comma too many among arguments is a binding failure,
    ///     any other syntax error there breaks the connection
    JsonMessageReader(JsonText strict, JsonText lenient, PayloadCodec payloads) {
        this.strict = strict;
        this.lenient = lenient;
        this.values = new ValueBinder(payloads);
    }

    /// @return `null` for a record of an unknown type
    @Nullable HubMessage read(RecordFraming.Slice slice, InvocationBinder binder) {
        try {
            JsonEnvelope first = new JsonEnvelope(values, binder);
            scan(strict, slice, first);
            if (first.isSettled()) {
                return first.toMessage();
            }
            JsonEnvelope known = first;
            if (first.hasFailed()) {
                known = JsonEnvelope.withoutValues();
                scan(lenient, slice, known);
            }
            JsonEnvelope bound = new JsonEnvelope(values, binder, known);
            scan(strict, slice, bound);
            known.takeValuesOf(bound);
            return known.toMessage();
        } catch (IOException e) {
            throw JsonText.broken(e);
        }
    }

    private static void scan(JsonText text, RecordFraming.Slice slice, JsonEnvelope envelope)
            throws IOException {
        try (JsonParser parser = text.parser(slice)) {
            envelope.read(parser);
        }
    }
}
