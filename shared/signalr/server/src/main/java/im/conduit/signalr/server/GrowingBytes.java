package im.conduit.signalr.server;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Input that waits to be taken: small parts cost no more than a large one, and nothing is held
/// while it is empty. For use under the lock of its owner.
public final class GrowingBytes {

    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int length;

    /// How many bytes there are.
    public int length() {
        return length;
    }

    /// Copies what remains of a part to the end, and consumes it.
    public void append(ByteBuffer part) {
        int more = part.remaining();
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, length * 2));
        }
        part.get(bytes, length, more);
        length += more;
    }

    /// All there is, uncopied; none is left here.
    public ByteBuffer take() {
        ByteBuffer taken = ByteBuffer.wrap(bytes, 0, length);
        clear();
        return taken;
    }

    /// Drops all there is.
    public void clear() {
        bytes = NOTHING;
        length = 0;
    }
}
