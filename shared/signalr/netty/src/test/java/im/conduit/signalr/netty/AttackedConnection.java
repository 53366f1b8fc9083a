package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A client's end of a connection that is about to be misused.
interface AttackedConnection extends AutoCloseable {

    String HUB = "/hub";

    /// Hands bytes to the server, which may already have ended the connection.
    void send(byte[] bytes) throws IOException;

    /// The next output of the server, its bytes as Latin-1; `null` when it has said goodbye and
    /// ended the connection.
    @Nullable String next() throws IOException;

    @Override
    void close() throws IOException;

    /// Opens one.
    interface Opening {
        AttackedConnection open(int port) throws IOException;
    }

    /// @param opcode of the frames that are sent, 1 or 2; 0 for bytes that are frames themselves
    static AttackedConnection webSocket(int port, int opcode) throws IOException {
        RawClient client = new RawClient(port);
        assertThat(client.upgrade(HUB, Map.of())).contains("101");
        return new WebSocket(client, opcode);
    }

    static AttackedConnection events(int port) throws IOException {
        RawClient sending = new RawClient(port);
        String path = HUB + "?id=" + sending.negotiate(HUB);
        RawClient stream = new RawClient(port);
        stream.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n");
        assertThat(stream.head().getFirst()).contains("200");
        return new Events(sending, path, stream);
    }

    static AttackedConnection polls(int port) throws IOException {
        RawClient sending = new RawClient(port);
        String path = HUB + "?id=" + sending.negotiate(HUB);
        RawClient polling = new RawClient(port);
        assertThat(polling.get(path).status()).isEqualTo(200);
        return new Polls(sending, path, polling);
    }

    private static void post(RawClient sending, String path, byte[] bytes) throws IOException {
        assertThat(sending.post(path, bytes).status()).isIn(200, 404);
    }

    /// Ends with a close frame, which is heard as `close` and its code.
    final class WebSocket implements AttackedConnection {

        private final RawClient client;
        private final int opcode;
        private boolean closed;

        private WebSocket(RawClient client, int opcode) {
            this.client = client;
            this.opcode = opcode;
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            try {
                client.send(opcode == 0 ? bytes : RawClient.masked(opcode, bytes));
            } catch (SocketException _) {
                // the server was quicker to hang up; what it said can still be read
            }
        }

        @Override
        public @Nullable String next() throws IOException {
            if (closed) {
                return null;
            }
            String frame = client.frame(StandardCharsets.ISO_8859_1);
            assertThat(frame).as("what comes before the end of the connection").isNotEqualTo("end");
            closed = frame.startsWith("close ");
            return frame;
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    /// Ends with the last chunk.
    record Events(RawClient sending, String path, RawClient stream) implements AttackedConnection {

        @Override
        public void send(byte[] bytes) throws IOException {
            post(sending, path, bytes);
        }

        @Override
        public @Nullable String next() throws IOException {
            int length = Integer.parseInt(stream.line(), 16);
            String chunk = new String(stream.bytes(length), StandardCharsets.ISO_8859_1);
            assertThat(stream.line()).isEmpty();
            return length == 0 ? null : chunk;
        }

        @Override
        public void close() throws IOException {
            sending.close();
            stream.close();
        }
    }

    /// Ends when there is nothing more to poll.
    record Polls(RawClient sending, String path, RawClient polling) implements AttackedConnection {

        @Override
        public void send(byte[] bytes) throws IOException {
            post(sending, path, bytes);
        }

        @Override
        public @Nullable String next() throws IOException {
            RawClient.Answer answer = polling.get(path);
            assertThat(answer.status()).isIn(200, 204, 404);
            return answer.status() == 200
                    ? new String(answer.body(), StandardCharsets.ISO_8859_1)
                    : null;
        }

        @Override
        public void close() throws IOException {
            assertThat(sending.delete(path).status()).isIn(202, 404);
            sending.close();
            polling.close();
        }
    }
}
