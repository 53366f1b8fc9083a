package im.conduit.signalr.protocol;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/// The single items of one MessagePack frame. Declared lengths are held against the bytes that are
/// there before anything is made for them.
final class MessagePackItems {

    private static final byte TIMESTAMP = -1;

    private final MessageUnpacker unpacker;
    private final byte[] bytes;
    private final int start;
    private final int end;
    private boolean malformed;

    String text = "";

    /// An integer's value unless it is beyond 64 bits with a sign, see [#bigNumber].
    long number;

    @Nullable BigInteger bigNumber;
    double floating;
    boolean singlePrecision;
    @Nullable Object embedded;

    /// Elements of the array or entries of the map that [#next()] has entered.
    int count;

    MessagePackItems(byte[] bytes, int offset, int length) {
        this.unpacker = MessagePack.newDefaultUnpacker(bytes, offset, length);
        this.bytes = bytes;
        this.start = offset;
        this.end = offset + length;
    }

    /// Whether the bytes were no MessagePack at some point.
    boolean isMalformed() {
        return malformed;
    }

    private int remaining() {
        return end - start - (int) unpacker.getTotalReadBytes();
    }

    /// Reads the next scalar or the head of the next container.
    JsonToken next() throws IOException {
        try {
            MessageFormat format = unpacker.getNextFormat();
            return switch (format.getValueType()) {
                case NIL -> {
                    unpacker.unpackNil();
                    yield JsonToken.VALUE_NULL;
                }
                case BOOLEAN ->
                        unpacker.unpackBoolean() ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE;
                case INTEGER -> integer(format);
                case FLOAT -> floating(format);
                case STRING -> {
                    text = text(unpacker.unpackRawStringHeader());
                    yield JsonToken.VALUE_STRING;
                }
                case BINARY -> {
                    embedded = payload(unpacker.unpackBinaryHeader());
                    yield JsonToken.VALUE_EMBEDDED_OBJECT;
                }
                case EXTENSION -> extension(unpacker.unpackExtensionTypeHeader());
                case ARRAY -> {
                    count = checked(unpacker.unpackArrayHeader(), 1);
                    yield JsonToken.START_ARRAY;
                }
                case MAP -> {
                    count = checked(unpacker.unpackMapHeader(), 2);
                    yield JsonToken.START_OBJECT;
                }
            };
        } catch (IOException | RuntimeException e) {
            malformed = true;
            throw new JsonParseException(null, "broken MessagePack", e);
        }
    }

    private JsonToken integer(MessageFormat format) throws IOException {
        bigNumber = null;
        if (format == MessageFormat.UINT64) {
            BigInteger value = unpacker.unpackBigInteger();
            if (value.bitLength() >= Long.SIZE) {
                bigNumber = value;
            }
            number = value.longValue();
        } else {
            number = unpacker.unpackLong();
        }
        return JsonToken.VALUE_NUMBER_INT;
    }

    private JsonToken floating(MessageFormat format) throws IOException {
        singlePrecision = format == MessageFormat.FLOAT32;
        floating = unpacker.unpackDouble();
        return JsonToken.VALUE_NUMBER_FLOAT;
    }

    private JsonToken extension(ExtensionTypeHeader header) throws IOException {
        byte[] data = payload(header.getLength());
        embedded = header.getType() == TIMESTAMP ? timestamp(header, data) : null;
        if (embedded == null) {
            embedded = new MessagePackExtension(header.getType(), data);
        }
        return JsonToken.VALUE_EMBEDDED_OBJECT;
    }

    /// `null` for a timestamp of no known length or beyond what an instant can be.
    private static @Nullable Object timestamp(ExtensionTypeHeader header, byte[] data)
            throws IOException {
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(data)) {
            return unpacker.unpackTimestamp(header);
        } catch (RuntimeException _) {
            return null;
        }
    }

    /// Decodes where the bytes lie: the unpacker would make itself a decoder with large buffers.
    private String text(int declared) throws IOException {
        int at = end - remaining();
        unpacker.readPayloadAsReference(checked(declared, 1));
        return new String(bytes, at, declared, StandardCharsets.UTF_8);
    }

    private byte[] payload(int declared) throws IOException {
        return unpacker.readPayload(checked(declared, 1));
    }

    private int checked(int declared, int leastBytes) throws IOException {
        if ((long) declared * leastBytes > remaining()) {
            throw new JsonParseException(null, "a length beyond the message's end");
        }
        return declared;
    }

    /// Marks the message as one that must not be read on.
    JsonParseException reject(String reason) {
        malformed = true;
        return new JsonParseException(null, reason);
    }
}
