package im.conduit.signalr.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/// Reads and writes the values inside messages (arguments, items, results): the port to whatever
/// JSON library the application uses. MessagePack goes through the same port, behind a parser and a
/// generator of its own.
public interface PayloadCodec {

    /// Reads one value. The parser stands on the value's first token and must be left on its last.
    ///
    /// @throws IOException when the value does not fit `type`
    @Nullable Object read(JsonParser parser, Type type) throws IOException;

    /// Writes one value.
    void write(JsonGenerator generator, @Nullable Object value) throws IOException;
}
