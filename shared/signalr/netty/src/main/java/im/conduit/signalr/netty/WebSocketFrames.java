package im.conduit.signalr.netty;

import im.conduit.signalr.protocol.TransferFormat;
import im.conduit.signalr.server.OutgoingMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Frames as a server writes them: final, unmasked, uncompressed.
final class WebSocketFrames {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int LARGEST_SHORT = 125;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int LARGEST_16 = 0xFFFF;

    /// The frame that all WebSockets of a broadcast share.
    static final OutgoingMessage.FrameKind<SharedFrame> KIND =
            message -> {
                byte[] payload = message.bytes();
                ByteBuf frame = Unpooled.directBuffer(sizeOf(payload.length));
                write(frame, opcode(message.format()), payload);
                return new SharedFrame(frame);
            };

    /// A reference-counted frame; receivers retain it.
    record SharedFrame(ByteBuf bytes) implements AutoCloseable {
        @Override
        public void close() {
            bytes.release();
        }
    }

    private WebSocketFrames() {}

    static int opcode(TransferFormat format) {
        return switch (format) {
            case TEXT -> TEXT;
            case BINARY -> BINARY;
        };
    }

    static int sizeOf(int payload) {
        return payload + (payload <= LARGEST_SHORT ? 2 : payload <= LARGEST_16 ? 4 : 10);
    }

    static void write(ByteBuf out, int opcode, byte[] payload) {
        out.writeByte(FINAL | opcode);
        int length = payload.length;
        if (length <= LARGEST_SHORT) {
            out.writeByte(length);
        } else if (length <= LARGEST_16) {
            out.writeByte(LENGTH_16).writeShort(length);
        } else {
            out.writeByte(LENGTH_64).writeLong(length);
        }
        out.writeBytes(payload);
    }

    static byte[] closePayload(int code) {
        return new byte[] {(byte) (code >> 8), (byte) code};
    }
}
