package im.conduit.signalr.protocol;

import java.util.Arrays;
import org.msgpack.core.buffer.MessageBuffer;
import org.msgpack.core.buffer.MessageBufferOutput;

/// The bytes of one outgoing frame. The heads of containers are written when their size is known:
/// one byte is kept free, and the few large ones move what is in them.
final class MessagePackBuffer implements MessageBufferOutput {

    private static final int FIXED_MOST = 15;
    private static final int SHORT_MOST = 0xFFFF;

    private byte[] bytes = new byte[256];
    private int size = VarIntFraming.MAX_PREFIX_BYTES;

    @Override
    public MessageBuffer next(int minimumSize) {
        ensure(minimumSize);
        return MessageBuffer.wrap(bytes, size, bytes.length - size);
    }

    @Override
    public void writeBuffer(int length) {
        size += length;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    @Override
    public void add(byte[] source, int offset, int length) {
        write(source, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    /// Keeps room for a container's head and tells where.
    int open() {
        ensure(1);
        return size++;
    }

    /// Writes the head for `count` elements of an array, or entries of a map, at `at`.
    void close(int at, int count, boolean map) {
        if (count <= FIXED_MOST) {
            bytes[at] = (byte) ((map ? 0x80 : 0x90) | count);
            return;
        }
        int wide = count <= SHORT_MOST ? 2 : 4;
        ensure(wide);
        System.arraycopy(bytes, at + 1, bytes, at + 1 + wide, size - at - 1);
        size += wide;
        bytes[at] = (byte) ((map ? 0xDE : 0xDC) + (wide == 2 ? 0 : 1));
        for (int i = 0; i < wide; i++) {
            bytes[at + 1 + i] = (byte) (count >>> 8 * (wide - 1 - i));
        }
    }

    /// A copy of everything with the length before it.
    byte[] toFrame() {
        int body = VarIntFraming.MAX_PREFIX_BYTES;
        int start = VarIntFraming.writeBefore(bytes, body, size - body);
        return Arrays.copyOfRange(bytes, start, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            int wanted = Math.addExact(size, more);
            int doubled = (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8);
            bytes = Arrays.copyOf(bytes, Math.max(wanted, doubled));
        }
    }
}
