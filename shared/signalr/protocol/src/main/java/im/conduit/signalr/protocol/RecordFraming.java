package im.conduit.signalr.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Text framing: every record ends in the byte 0x1E, which JSON cannot hold unescaped.
final class RecordFraming {

    static final byte SEPARATOR = 0x1E;

    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = LOW_BITS << 7;

    private RecordFraming() {}

    /// A record's bytes without the separator.
    record Slice(byte[] bytes, int offset, int length) {}

    /// Bytes up to and with the first separator, or -1 when there is none within `limit` bytes.
    static int lengthOfFirst(ByteBuffer input, int limit) {
        int start = input.position();
        int end = start + Math.min(input.remaining(), limit);
        int i = start;
        while (i <= end - Long.BYTES && !hasSeparator(input.getLong(i))) {
            i += Long.BYTES;
        }
        for (; i < end; i++) {
            if (input.get(i) == SEPARATOR) {
                return i + 1 - start;
            }
        }
        return -1;
    }

    /// Looks at eight bytes at once: an unfinished record is searched again whenever more of it
    /// comes, and it may come in single bytes.
    private static boolean hasSeparator(long eightBytes) {
        long zeroWhereFound = eightBytes ^ (SEPARATOR * LOW_BITS);
        return ((zeroWhereFound - LOW_BITS) & ~zeroWhereFound & HIGH_BITS) != 0;
    }

    /// Takes the first record off `input`, or `null` when it is not whole yet. An array-backed
    /// buffer is not copied.
    static @Nullable Slice take(ByteBuffer input, ProtocolLimits limits) {
        int length = lengthOfFirst(input, limits.maxMessageBytes());
        if (length < 0) {
            if (input.remaining() > limits.maxMessageBytes()) {
                throw limits.exceeded();
            }
            return null;
        }
        return take(input, length);
    }

    static Slice take(ByteBuffer input, int length) {
        int start = input.position();
        input.position(start + length);
        if (input.hasArray()) {
            return new Slice(input.array(), input.arrayOffset() + start, length - 1);
        }
        byte[] copy = new byte[length - 1];
        input.get(start, copy);
        return new Slice(copy, 0, copy.length);
    }
}
