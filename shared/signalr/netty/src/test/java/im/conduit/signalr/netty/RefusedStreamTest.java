package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Streams of HTTP/2 that do not become WebSockets, and clients that did not wait to be told.
class RefusedStreamTest {

    private static final byte[] INPUT =
            (RawClient.HANDSHAKE + "x".repeat(4_000)).getBytes(StandardCharsets.UTF_8);

    private static TestHost host() {
        return new TestHost(Map.of("micronaut.server.http-version", "2.0"));
    }

    @Test
    void whatComesBehindARefusedConnectIsDropped() throws Exception {
        ListAppender<ILoggingEvent> errors = new ListAppender<>();
        errors.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(errors);
        try (TestHost host = host();
                StreamClient client = new StreamClient(host.port())) {
            for (int i = 0; i < 50; i++) { // far more than the connection's window in all
                int nowhere = client.connect("/nowhere");
                client.data(nowhere, INPUT, false);
                assertThat(client.status(nowhere)).isEqualTo("404");
                int unknown = client.connect("/hub", ":protocol", "connect-udp");
                client.data(unknown, INPUT, false);
                assertThat(client.status(unknown)).isEqualTo("501");
            }
            int stream = client.hub("/hub");
            client.text(stream, PollingClient.call("1", "echo", "hello"));
            assertThat(client.webSocketFrame(stream)).contains("hello");
        } finally {
            root.detachAppender(errors);
        }
        List<String> complaints =
                List.copyOf(errors.list).stream()
                        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                        .map(ILoggingEvent::toString)
                        .toList();
        assertThat(complaints).isEmpty();
    }

    @Test
    void aConnectWithAHeaderThatCannotBeIsAnswered() throws Exception {
        try (TestHost host = host();
                StreamClient client = new StreamClient(host.port())) {
            Http2Headers request = StreamClient.socketRequest("/hub", "x-broken", "a\u0000b");
            int broken = client.open(request, false);
            assertThat(client.status(broken)).isEqualTo("400");
            int stream = client.hub("/hub");
            client.text(stream, PollingClient.call("1", "echo", "hello"));
            assertThat(client.webSocketFrame(stream)).contains("hello");
        }
    }

    @Test
    void streamsThatAreResetAtOnceLeaveNothingBehind() throws Exception {
        try (TestHost host = host();
                StreamClient client = new StreamClient(host.port())) {
            for (int i = 0; i < 150; i++) {
                int stream = client.connect("/hub");
                client.data(stream, INPUT, false);
                client.reset(stream);
            }
            int stream = client.hub("/hub");
            client.text(stream, PollingClient.call("1", "echo", "hello"));
            assertThat(client.webSocketFrame(stream)).contains("hello");
            org.awaitility.Awaitility.await()
                    .until(() -> host.bean(LiveConnections.class).size() == 1);
        }
    }

    @Test
    void aConnectThatEndsItsInputAtOnceIsOver() throws Exception {
        try (TestHost host = host();
                StreamClient client = new StreamClient(host.port())) {
            int ended = client.open(StreamClient.socketRequest("/hub"), true);
            int refused = client.open(StreamClient.socketRequest("/nowhere"), true);
            assertThat(client.status(refused)).isEqualTo("404");
            StreamClient.Frame frame = client.next(ended);
            while (!frame.ends() && !frame.isReset()) {
                frame = client.next(ended);
            }
            org.awaitility.Awaitility.await()
                    .until(() -> host.bean(LiveConnections.class).size() == 0);
        }
    }
}
