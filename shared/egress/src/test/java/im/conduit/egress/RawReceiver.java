package im.conduit.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A receiver on loopback that misbehaves below HTTP.
final class RawReceiver implements AutoCloseable {

    /// What it does on each connection.
    enum Script {
        NOTHING,
        NOT_HTTP,
        TRICKLED_HEAD,
        STALLED_BODY,
        ENDLESS_BODY,
        ENDLESS_HEADERS,
        OK_KEPT_OPEN
    }

    private final ServerSocket server;
    private final Script script;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean brokenOff;

    private RawReceiver(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    static RawReceiver answering(Script script) throws IOException {
        RawReceiver receiver =
                new RawReceiver(
                        new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), script);
        var _ = receiver.threads.submit(receiver::accept);
        return receiver;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    }

    int connections() {
        return connections.get();
    }

    long sent() {
        return sent.get();
    }

    /// Whether the other side closed while this one was still sending.
    boolean brokenOff() {
        return brokenOff;
    }

    private Void accept() throws IOException {
        while (true) {
            Socket socket = server.accept();
            connections.incrementAndGet();
            var _ = threads.submit(() -> serve(socket));
        }
    }

    private Void serve(Socket socket) throws InterruptedException {
        try (socket) {
            while (readRequest(socket.getInputStream())) {
                answer(socket.getOutputStream());
                if (script != Script.OK_KEPT_OPEN) {
                    break;
                }
            }
        } catch (IOException e) {
            brokenOff = true;
        }
        return null;
    }

    private void answer(OutputStream out) throws IOException, InterruptedException {
        switch (script) {
            case NOTHING -> {}
            case NOT_HTTP -> send(out, "SSH-2.0-OpenSSH_9.2\r\n".repeat(20));
            case OK_KEPT_OPEN -> send(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            case STALLED_BODY -> {
                send(out, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nbegun");
                Thread.sleep(60_000);
            }
            case TRICKLED_HEAD -> {
                for (char c : "HTTP/1.1 200 OK\r\n".repeat(1000).toCharArray()) {
                    send(out, String.valueOf(c));
                    Thread.sleep(20);
                }
            }
            case ENDLESS_BODY -> {
                send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                while (true) {
                    send(out, "2000\r\n" + "z".repeat(0x2000) + "\r\n");
                }
            }
            case ENDLESS_HEADERS -> {
                send(out, "HTTP/1.1 200 OK\r\n");
                while (true) {
                    send(out, "X-More: and more\r\n");
                }
            }
        }
    }

    private void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
        sent.addAndGet(text.length());
    }

    /// Reads a request whose body is `{}`.
    private static boolean readRequest(InputStream in) throws IOException {
        StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith("\r\n\r\n{}")) {
            int b = in.read();
            if (b < 0) {
                return false;
            }
            read.append((char) b);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
