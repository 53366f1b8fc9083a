package im.conduit.signalr.netty;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A socket that speaks just enough HTTP and WebSocket, and whatever else it is told to.
final class RawClient implements AutoCloseable {

    static final String HANDSHAKE = "{\"protocol\":\"json\",\"version\":1}\u001e";
    private static final byte[] MASK = {1, 2, 3, 4};

    private final Socket socket;
    private final DataInputStream in;

    RawClient(int port) throws IOException {
        this(port, 0);
    }

    /// @param receiveBuffer bytes the system may take before somebody reads, 0 for its default
    RawClient(int port, int receiveBuffer) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new java.net.InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    }

    /// A WebSocket that has shaken hands.
    static RawClient hub(int port, String path) throws IOException {
        RawClient client = new RawClient(port);
        client.upgrade(path, Map.of());
        client.text(HANDSHAKE);
        client.frame();
        return client;
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Asks for a WebSocket; returns the status line.
    String upgrade(String path, Map<String, String> headers) throws IOException {
        send(upgradeRequest(path, headers));
        return head().getFirst();
    }

    /// What asks for a WebSocket.
    static String upgradeRequest(String path, Map<String, String> headers) {
        StringBuilder request =
                new StringBuilder(
                        "GET "
                                + path
                                + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        return request + "\r\n";
    }

    /// Whether nothing comes for so long.
    boolean isSilentFor(int millis) throws IOException {
        socket.setSoTimeout(millis);
        in.mark(1);
        try {
            in.read();
            in.reset();
            return false;
        } catch (SocketTimeoutException _) {
            return true;
        } finally {
            socket.setSoTimeout(10_000);
        }
    }

    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int read = in.read();
        while (read >= 0 && read != '\n') {
            if (read != '\r') {
                line.write(read);
            }
            read = in.read();
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /// One whole HTTP answer: status line, header lines and body.
    List<String> answer() throws IOException {
        List<String> all = new ArrayList<>(head());
        all.add(new String(body(all), StandardCharsets.UTF_8));
        return all;
    }

    /// What an HTTP request was answered with.
    record Answer(int status, byte[] body) {}

    Answer get(String path) throws IOException {
        return request("GET", path, new byte[0]);
    }

    Answer post(String path, byte[] body) throws IOException {
        return request("POST", path, body);
    }

    Answer delete(String path) throws IOException {
        return request("DELETE", path, new byte[0]);
    }

    private Answer request(String method, String path, byte[] body) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(
                (method
                                + " "
                                + path
                                + " HTTP/1.1\r\nHost: localhost\r\n"
                                + ("Content-Length: " + body.length + "\r\n\r\n"))
                        .getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        send(request.toByteArray());
        List<String> head = head();
        return new Answer(Integer.parseInt(head.getFirst().split(" ")[1]), body(head));
    }

    /// Status line and header lines.
    List<String> head() throws IOException {
        List<String> lines = new ArrayList<>();
        String line = line();
        while (!line.isEmpty()) {
            lines.add(line);
            line = line();
        }
        return lines;
    }

    private byte[] body(List<String> head) throws IOException {
        for (String line : head) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                return bytes(Integer.parseInt(line.substring(15).strip()));
            }
        }
        return new byte[0];
    }

    /// As many bytes, or fewer where the connection has ended.
    byte[] bytes(int count) throws IOException {
        return in.readNBytes(count);
    }

    /// Negotiates; returns the connection's token.
    String negotiate(String path) throws IOException {
        Answer answer = post(path + "/negotiate?negotiateVersion=1", new byte[0]);
        return new String(answer.body, StandardCharsets.UTF_8)
                .replaceAll(".*\"connectionToken\":\"([^\"]+)\".*", "$1");
    }

    void text(String text) throws IOException {
        send(masked(1, text.getBytes(StandardCharsets.UTF_8)));
    }

    /// A frame as a client sends it.
    static byte[] masked(int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x80 | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.write(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i & 3]);
        }
        return frame.toByteArray();
    }

    /// The next frame's payload as text, or `close` and the code; `end` when the connection has
    /// ended.
    String frame() throws IOException {
        return frame(StandardCharsets.UTF_8);
    }

    String frame(Charset charset) throws IOException {
        int first = in.read();
        if (first < 0) {
            return "end";
        }
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = (int) in.readLong();
        }
        byte[] payload = in.readNBytes(length);
        int opcode = first & 15;
        return opcode == 8
                ? "close " + ((payload[0] & 0xFF) << 8 | payload[1] & 0xFF)
                : new String(payload, charset);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
