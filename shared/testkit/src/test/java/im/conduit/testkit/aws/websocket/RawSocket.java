package im.conduit.testkit.aws.websocket;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A client that writes frames of any size, which proper clients split.
final class RawSocket implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    RawSocket(URI uri) throws IOException {
        socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        out.writeBytes(
                """
                GET %s HTTP/1.1\r
                Host: localhost\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """
                        .formatted(uri.getPath()));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.readByte());
        }
    }

    /// Writes one final text frame of 126 to 65,535 letters.
    void textFrame(int length) throws IOException {
        textFrameHead(length);
        out.writeBytes("x".repeat(length));
    }

    /// Writes all of such a frame but the letters.
    void textFrameHead(int length) throws IOException {
        out.writeByte(0x81);
        out.writeByte(0x80 | 126);
        out.writeShort(length);
        out.writeInt(0);
    }

    /// Reads the next frame, which must be a short unfragmented one; its payload.
    byte[] frame() throws IOException {
        in.readByte();
        return in.readNBytes(in.readByte());
    }

    /// Reads the next frame's first two bytes and payload length, and skips the payload.
    int frameLength() throws IOException {
        in.readByte();
        int length = in.readByte() & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        }
        in.skipNBytes(length);
        return length;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
