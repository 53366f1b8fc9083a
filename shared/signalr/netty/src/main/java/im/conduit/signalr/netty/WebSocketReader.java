package im.conduit.signalr.netty;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/// Reads a client's frames as a stream of bytes: payload is handed on as it comes, however long its
/// frame says it is, so that a frame costs no memory before its bytes are there. After RFC 6455.
final class WebSocketReader {

    /// What comes out.
    interface Receiver {
        /// Some payload of a data frame.
        void data(ByteBuffer bytes);

        void ping(byte[] payload);

        /// A valid close frame.
        void close();

        /// A broken frame: nothing more is read.
        ///
        /// @param code 1002, or 1007 for text that is not UTF-8
        void broken(int code);
    }

    private static final int PROTOCOL_ERROR = 1002;
    private static final int NOT_UTF8 = 1007;
    private static final int MOST_CONTROL = 125;
    private static final byte[] NONE = new byte[0];

    private final Receiver receiver;
    private final Utf8Check utf8 = new Utf8Check();

    // the head of the present frame, as far as it has come
    private final byte[] head = new byte[14];
    private int headLength;
    private boolean inPayload;
    private boolean last;
    private int opcode;
    private long left;
    private int maskAt;
    private int maskOffset;
    private byte[] control = NONE;
    private int controlLength;

    private int messageOpcode = -1; // of an unfinished message
    private boolean over;

    WebSocketReader(Receiver receiver) {
        this.receiver = receiver;
    }

    void read(ByteBuf in) {
        while (!over && (in.isReadable() || (inPayload && left == 0))) {
            if (inPayload) {
                payload(in);
            } else {
                head(in);
            }
        }
    }

    private void head(ByteBuf in) {
        while (headLength < wanted()) {
            if (!in.isReadable()) {
                return;
            }
            head[headLength++] = in.readByte();
        }
        begin();
    }

    /// Bytes that the head has in all, as far as can be told.
    private int wanted() {
        if (headLength < 2) {
            return 2;
        }
        int length = head[1] & 0x7F;
        int mask = head[1] < 0 ? 4 : 0;
        return 2 + mask + (length == 126 ? 2 : length == 127 ? 8 : 0);
    }

    private void begin() {
        last = head[0] < 0;
        opcode = head[0] & 0x0F;
        int reserved = head[0] & 0x70;
        boolean masked = head[1] < 0;
        int size = head[1] & 0x7F;
        left = size < 126 ? size : number(2, size == 126 ? 2 : 8);
        maskAt = headLength - 4;
        maskOffset = 0;
        headLength = 0;
        if (reserved != 0 || !masked || left < 0 || !allowed()) {
            fail(PROTOCOL_ERROR);
            return;
        }
        if (opcode == WebSocketFrames.TEXT || opcode == WebSocketFrames.BINARY) {
            messageOpcode = opcode;
        } else if (opcode >= WebSocketFrames.CLOSE) {
            control = new byte[(int) left];
            controlLength = 0;
        }
        inPayload = true;
    }

    private boolean allowed() {
        return switch (opcode) {
            case WebSocketFrames.CONTINUATION -> messageOpcode >= 0;
            case WebSocketFrames.TEXT, WebSocketFrames.BINARY -> messageOpcode < 0;
            case WebSocketFrames.CLOSE, WebSocketFrames.PING, WebSocketFrames.PONG ->
                    last && left <= MOST_CONTROL;
            default -> false;
        };
    }

    private long number(int at, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | head[at + i] & 0xFF;
        }
        return value;
    }

    private void payload(ByteBuf in) {
        int count = (int) Math.min(left, in.readableBytes());
        byte[] bytes = new byte[count];
        in.readBytes(bytes);
        for (int i = 0; i < count; i++) {
            bytes[i] ^= head[maskAt + (maskOffset + i & 3)];
        }
        maskOffset = maskOffset + count & 3;
        left -= count;
        if (opcode >= WebSocketFrames.CLOSE) {
            System.arraycopy(bytes, 0, control, controlLength, count);
            controlLength += count;
        } else if (!data(bytes)) {
            return;
        }
        if (left == 0) {
            inPayload = false;
            end();
        }
    }

    private boolean data(byte[] bytes) {
        if (messageOpcode == WebSocketFrames.TEXT && !utf8.accept(bytes)) {
            fail(NOT_UTF8);
            return false;
        }
        if (bytes.length > 0) {
            receiver.data(ByteBuffer.wrap(bytes));
        }
        return true;
    }

    private void end() {
        switch (opcode) {
            case WebSocketFrames.PING -> {
                byte[] payload = control;
                control = NONE;
                receiver.ping(payload);
            }
            case WebSocketFrames.PONG -> control = NONE;
            case WebSocketFrames.CLOSE -> closed();
            default -> {
                if (last) {
                    boolean whole = messageOpcode != WebSocketFrames.TEXT || utf8.complete();
                    messageOpcode = -1;
                    if (!whole) {
                        fail(NOT_UTF8);
                    }
                }
            }
        }
    }

    private void closed() {
        int length = control.length;
        boolean valid = length == 0 || length >= 2 && validCode() && validReason();
        if (valid) {
            over = true;
            receiver.close();
        } else {
            fail(PROTOCOL_ERROR);
        }
    }

    private boolean validCode() {
        int code = (control[0] & 0xFF) << 8 | control[1] & 0xFF;
        return code >= 3000 && code < 5000
                || code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
    }

    private boolean validReason() {
        Utf8Check reason = new Utf8Check();
        byte[] text = new byte[control.length - 2];
        System.arraycopy(control, 2, text, 0, text.length);
        return reason.accept(text) && reason.complete();
    }

    private void fail(int code) {
        over = true;
        receiver.broken(code);
    }
}
