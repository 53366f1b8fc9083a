package im.conduit.signalr.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// One connection that speaks HTTP/2 from its first byte, frame by frame.
final class StreamClient implements AutoCloseable {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int WINDOW_UPDATE = 8;
    private static final int ACKNOWLEDGED = 1;
    private static final int END_OF_STREAM = 1;
    private static final int END_OF_HEADERS = 4;
    private static final int LARGEST_FRAME = 16_384;

    /// What the server sent on one stream.
    record Frame(int type, int flags, byte[] payload) {

        /// Data frames: their text.
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        boolean ends() {
            return type <= HEADERS && (flags & END_OF_STREAM) != 0;
        }

        boolean isReset() {
            return type == RESET;
        }

        /// Of a reset.
        int error() {
            return ByteBuffer.wrap(payload).getInt();
        }
    }

    private final RawClient socket;
    private final Map<Integer, Deque<Frame>> heard = new HashMap<>();
    private final Map<Integer, ByteBuffer> unread = new HashMap<>();
    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
    private final Http2Settings settings = new Http2Settings();
    private int lastStream = -1;

    StreamClient(int port) throws IOException {
        socket = new RawClient(port);
        socket.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        write(SETTINGS, 0, 0, new byte[0]);
        while (settings.isEmpty()) {
            read();
        }
    }

    Http2Settings settings() {
        return settings;
    }

    /// Asks for a WebSocket; returns its stream.
    int connect(String path, String... more) throws IOException {
        return open(socketRequest(path, more), false);
    }

    static Http2Headers socketRequest(String path, String... more) {
        Http2Headers headers = request("CONNECT", path).add(":protocol", "websocket");
        for (int i = 0; i < more.length; i += 2) {
            headers.set(more[i], more[i + 1]);
        }
        return headers.contains("sec-websocket-version")
                ? headers
                : headers.add("sec-websocket-version", "13");
    }

    static Http2Headers request(String method, String path) {
        return new DefaultHttp2Headers()
                .method(method)
                .scheme("http")
                .authority("localhost")
                .path(path);
    }

    /// Opens a stream.
    int open(Http2Headers headers, boolean ends) throws IOException {
        lastStream += 2;
        ByteBuf block = Unpooled.buffer();
        try {
            encoder.encodeHeaders(lastStream, headers, block);
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
        byte[] bytes = new byte[block.readableBytes()];
        block.readBytes(bytes);
        write(HEADERS, END_OF_HEADERS | (ends ? END_OF_STREAM : 0), lastStream, bytes);
        return lastStream;
    }

    /// A stream whose WebSocket has shaken hands.
    int hub(String path) throws IOException {
        int stream = connect(path);
        status(stream);
        text(stream, RawClient.HANDSHAKE);
        webSocketFrame(stream);
        return stream;
    }

    /// Sends a text frame.
    void text(int stream, String text) throws IOException {
        data(stream, RawClient.masked(1, text.getBytes(StandardCharsets.UTF_8)), false);
    }

    void data(int stream, byte[] bytes, boolean ends) throws IOException {
        int at = 0;
        for (; bytes.length - at > LARGEST_FRAME; at += LARGEST_FRAME) {
            write(DATA, 0, stream, Arrays.copyOfRange(bytes, at, at + LARGEST_FRAME));
        }
        write(DATA, ends ? END_OF_STREAM : 0, stream, Arrays.copyOfRange(bytes, at, bytes.length));
    }

    void reset(int stream) throws IOException {
        write(RESET, 0, stream, new byte[] {0, 0, 0, 8});
    }

    /// The status of an answer, as text.
    String status(int stream) throws IOException {
        Frame frame = next(stream);
        try {
            Http2Headers headers =
                    decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(frame.payload()));
            return headers.status().toString();
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
    }

    /// The text of the next WebSocket frame; `close` and the code of a close frame. A data frame
    /// brings whole ones, and room for as much is given back.
    String webSocketFrame(int stream) throws IOException {
        ByteBuffer bytes = unread.get(stream);
        if (bytes == null || !bytes.hasRemaining()) {
            bytes = ByteBuffer.wrap(taken(stream).payload());
            unread.put(stream, bytes);
        }
        boolean close = (bytes.get() & 15) == 8;
        int length = bytes.get() & 0xFF;
        byte[] payload = new byte[length < 126 ? length : bytes.getShort() & 0xFFFF];
        bytes.get(payload);
        return close
                ? "close " + ByteBuffer.wrap(payload).getShort()
                : new String(payload, StandardCharsets.UTF_8);
    }

    /// What comes next on a stream, giving back the room that it takes.
    Frame taken(int stream) throws IOException {
        Frame frame = next(stream);
        if (frame.type() == DATA && frame.payload().length > 0) {
            byte[] room = ByteBuffer.allocate(4).putInt(frame.payload().length).array();
            write(WINDOW_UPDATE, 0, stream, room);
            write(WINDOW_UPDATE, 0, 0, room);
        }
        return frame;
    }

    /// What comes next on a stream; what comes on others waits.
    Frame next(int stream) throws IOException {
        Deque<Frame> queue = heard.computeIfAbsent(stream, _ -> new ArrayDeque<>());
        while (queue.isEmpty()) {
            read();
        }
        return queue.remove();
    }

    private void read() throws IOException {
        ByteBuffer head = ByteBuffer.wrap(socket.bytes(9));
        int length = (head.get() & 0xFF) << 16 | (head.getShort() & 0xFFFF);
        int type = head.get();
        int flags = head.get();
        int stream = head.getInt();
        byte[] payload = socket.bytes(length);
        if (type == SETTINGS && (flags & ACKNOWLEDGED) == 0) {
            ByteBuffer values = ByteBuffer.wrap(payload);
            while (values.hasRemaining()) {
                settings.put((char) values.getShort(), (Long) (values.getInt() & 0xFFFFFFFFL));
            }
            write(SETTINGS, ACKNOWLEDGED, 0, new byte[0]);
        } else if (type == DATA || type == HEADERS || type == RESET) {
            heard.computeIfAbsent(stream, _ -> new ArrayDeque<>())
                    .add(new Frame(type, flags, payload));
        }
    }

    private void write(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(
                ByteBuffer.allocate(9)
                        .put((byte) (payload.length >> 16))
                        .putShort((short) payload.length)
                        .put((byte) type)
                        .put((byte) flags)
                        .putInt(stream)
                        .array());
        frame.writeBytes(payload);
        socket.send(frame.toByteArray());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
