package im.conduit.signalr.protocol;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The handshake in front of every hub protocol: always a JSON record that ends in 0x1E.
public final class HandshakeProtocol {

    private static final JsonText TEXT = JsonText.strict(ProtocolLimits.DEFAULT);

    private HandshakeProtocol() {}

    /// Takes the request off the front of `input`. What follows it is left: first messages may
    /// share its frame.
    ///
    /// @param maxBytes the longest request, separator included
    public static HandshakeReading read(ByteBuffer input, int maxBytes) {
        int length = RecordFraming.lengthOfFirst(input, maxBytes);
        if (length < 0) {
            return input.remaining() > maxBytes
                    ? new HandshakeReading.TooLong()
                    : new HandshakeReading.Incomplete();
        }
        RecordFraming.Slice slice = RecordFraming.take(input, length);
        try (JsonParser parser = TEXT.parser(slice)) {
            return request(parser, slice);
        } catch (ProtocolException e) {
            return new HandshakeReading.Malformed(e);
        } catch (IOException e) {
            return new HandshakeReading.Malformed(JsonText.broken(e));
        }
    }

    private static HandshakeReading request(JsonParser parser, RecordFraming.Slice slice)
            throws IOException {
        JsonMembers.enterObject(parser);
        String protocol = null;
        Integer version = null;
        String name;
        while ((name = parser.nextFieldName()) != null) {
            switch (name) {
                case "protocol" -> protocol = JsonMembers.readString(parser, name);
                case "version" -> version = JsonMembers.readIntOrNull(parser, name);
                default -> {
                    parser.nextToken();
                    parser.skipChildren();
                }
            }
        }
        if (protocol == null) {
            throw missing("protocol", slice);
        }
        if (version == null) {
            throw missing("version", slice);
        }
        return new HandshakeReading.Request(protocol, version);
    }

    private static ProtocolException missing(String member, RecordFraming.Slice slice) {
        String content =
                new String(slice.bytes(), slice.offset(), slice.length(), StandardCharsets.UTF_8);
        return new ProtocolException(
                "Missing required property '" + member + "'. Message content: " + content);
    }

    /// The answer.
    ///
    /// @param error why the connection is refused, or `null` when it is taken
    public static byte[] answer(@Nullable String error) {
        return TEXT.record(
                json -> {
                    if (error != null) {
                        json.writeStringField("error", error);
                    }
                });
    }
}
