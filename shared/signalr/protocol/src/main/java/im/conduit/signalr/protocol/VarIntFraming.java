package im.conduit.signalr.protocol;

import java.nio.ByteBuffer;

/// Binary framing: the length of a message in 7 bits per byte, low bits first, before its bytes.
final class VarIntFraming {

    static final int MAX_PREFIX_BYTES = 5;

    private VarIntFraming() {}

    /// How the next message lies in a buffer.
    ///
    /// @param prefix bytes of the length, 0 while that is not whole
    /// @param length bytes of the message behind it
    record Frame(int prefix, int length) {

        /// Whether the buffer holds all of it.
        boolean isWithin(ByteBuffer input) {
            return prefix > 0 && total() <= input.remaining();
        }

        long total() {
            return (long) prefix + length;
        }
    }

    /// Looks at the length prefix at the front of `input` without consuming it.
    static Frame peek(ByteBuffer input) {
        long length = 0;
        for (int i = 0; i < MAX_PREFIX_BYTES && i < input.remaining(); i++) {
            int next = input.get(input.position() + i);
            length |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                if (length > Integer.MAX_VALUE) {
                    throw tooLong();
                }
                return new Frame(i + 1, (int) length);
            }
        }
        if (input.remaining() >= MAX_PREFIX_BYTES) {
            throw tooLong();
        }
        return new Frame(0, 0);
    }

    private static ProtocolException tooLong() {
        return new ProtocolException(
                "FormatException", "Messages over 2GB in size are not supported.", null);
    }

    /// Writes the prefix for `length` so that it ends before index `end`.
    ///
    /// @return the index of its first byte
    static int writeBefore(byte[] bytes, int end, int length) {
        int start = end - size(length);
        int rest = length;
        for (int i = start; i < end - 1; i++) {
            bytes[i] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[end - 1] = (byte) rest;
        return start;
    }

    private static int size(int length) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(length | 1);
        return (bits + 6) / 7;
    }
}
