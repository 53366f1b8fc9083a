package im.conduit.signalr.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.UncheckedIOException;

/// JSON as the protocol wants it read and written: strict UTF-8 without a byte order mark, limited
/// depth, names not interned, buffers recycled without thread locals, .NET's escapes.
final class JsonText {

    private final JsonFactory factory;

    private JsonText(JsonFactory factory) {
        this.factory = factory;
    }

    static JsonText strict(ProtocolLimits limits) {
        return new JsonText(builder(limits).build());
    }

    /// Takes a comma behind the last element too: only for looking at what has already failed.
    static JsonText allowingTrailingCommas(ProtocolLimits limits) {
        return new JsonText(builder(limits).enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build());
    }

    private static JsonFactoryBuilder builder(ProtocolLimits limits) {
        return new JsonFactoryBuilder()
                .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .characterEscapes(new DotNetEscapes())
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(limits.maxDepth())
                                .maxStringLength(Integer.MAX_VALUE)
                                .build());
    }

    JsonParser parser(RecordFraming.Slice slice) throws IOException {
        return factory.createParser(slice.bytes(), slice.offset(), slice.length());
    }

    /// One record, with its separator.
    byte[] record(Content content) {
        BufferRecycler recycler = factory._getBufferRecycler();
        try (ByteArrayBuilder output = new ByteArrayBuilder(recycler)) {
            try (JsonGenerator generator = factory.createGenerator(output)) {
                generator.writeStartObject();
                content.write(generator);
                generator.writeEndObject();
            }
            output.append(RecordFraming.SEPARATOR);
            return output.getClearAndRelease();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            recycler.releaseToPool();
        }
    }

    /// Writes the members of a record.
    interface Content {
        void write(JsonGenerator generator) throws IOException;
    }

    static ProtocolException broken(IOException cause) {
        return new ProtocolException("Error reading JSON.", cause);
    }
}
