package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.signalr.server.HubClients;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// WebSockets that are streams of an HTTP/2 connection, after RFC 8441.
class StreamSocketTest {

    private static final String CALL = PollingClient.call("1", "echo", "hello");
    private static final String RESULT =
            "{\"type\":3,\"invocationId\":\"1\",\"result\":\"hello\"}\u001e";
    private static final byte[] CLOSE = {3, (byte) 0xE8};

    private static TestHost host(String name, Object value) {
        return new TestHost(Map.of("micronaut.server.http-version", "2.0", name, value));
    }

    private static TestHost host() {
        return host("test.nothing", "1");
    }

    private static String id(StreamClient client, int stream) throws Exception {
        client.text(stream, PollingClient.call("id", "id", "").replace("\"\"", ""));
        return client.webSocketFrame(stream).replaceAll(".*\"result\":\"([^\"]+)\".*\u001e", "$1");
    }

    @Test
    void manyHubConnectionsShareOneConnection() throws Exception {
        try (TestHost host = host();
                StreamClient client = new StreamClient(host.port())) {
            assertThat(client.settings().connectProtocolEnabled()).isTrue();
            assertThat(client.settings().maxConcurrentStreams()).isEqualTo(100);
            int first = client.hub("/hub");
            int second = client.hub("/H%75B/?x=1");
            client.text(second, CALL);
            client.text(first, CALL);
            assertThat(client.webSocketFrame(first)).isEqualTo(RESULT);
            assertThat(client.webSocketFrame(second)).isEqualTo(RESULT);
            client.data(first, RawClient.masked(8, CLOSE), false);
            assertThat(client.webSocketFrame(first)).isEqualTo("close 1000");
            assertThat(client.next(first).ends()).isTrue();
            assertThat(client.next(first).error()).isEqualTo((int) Http2Error.NO_ERROR.code());
            client.text(second, CALL);
            assertThat(client.webSocketFrame(second)).isEqualTo(RESULT);
        }
    }

    @Test
    void anApplicationsOwnLimitOfStreamsStays() throws Exception {
        try (TestHost host = host("micronaut.server.netty.http2.max-concurrent-streams", 7);
                StreamClient client = new StreamClient(host.port())) {
            assertThat(client.settings().maxConcurrentStreams()).isEqualTo(7);
        }
    }

    @Test
    void whatIsNoWebSocketOfAHubIsRefused() throws Exception {
        try (TestHost host = host();
                StreamClient client = new StreamClient(host.port())) {
            assertThat(client.status(client.connect("/nowhere"))).isEqualTo("404");
            assertThat(client.status(client.connect("/plain/1"))).isEqualTo("404");
            assertThat(client.status(client.connect("/hub", "sec-websocket-version", "8")))
                    .isEqualTo("400");
            assertThat(client.status(client.connect("/hub?id=unknown"))).isEqualTo("404");
            assertThat(client.status(client.connect("/hub/negotiate"))).isEqualTo("405");
            assertThat(client.status(client.connect("/hub", ":protocol", "connect-udp")))
                    .isEqualTo("501");
            Http2Headers tunnel = StreamClient.request("CONNECT", "/hub");
            assertThat(client.status(client.open(tunnel, false))).startsWith("4");
            int get = client.open(StreamClient.request("GET", "/plain/1"), true);
            assertThat(client.status(get)).isEqualTo("200");
            assertThat(client.next(get).text()).isEqualTo("plain 1");
        }
    }

    @Test
    void aResetOrTheEndOfTheInputEndsTheHubConnection() throws Exception {
        try (TestHost host = host();
                StreamClient client = new StreamClient(host.port())) {
            int reset = client.hub("/hub");
            String resetId = id(client, reset);
            int ended = client.hub("/hub");
            String endedId = id(client, ended);
            int stays = client.hub("/hub");
            client.reset(reset);
            await().until(() -> TestHub.ENDS.containsKey(resetId));
            client.data(ended, new byte[0], true);
            await().until(() -> TestHub.ENDS.containsKey(endedId));
            assertThat(client.next(ended).ends()).isTrue();
            client.text(stays, CALL);
            assertThat(client.webSocketFrame(stays)).isEqualTo(RESULT);
        }
    }

    @Test
    void theEndOfTheInputIsAnsweredBehindWhatIsOnItsWay() throws Exception {
        try (TestHost host = host()) {
            for (int i = 0; i < 10; i++) { // it depends on when which window opens
                theEndIsAnswered(host);
            }
        }
    }

    private static void theEndIsAnswered(TestHost host) throws Exception {
        try (StreamClient client = new StreamClient(host.port())) {
            int stream = client.hub("/hub");
            String id = id(client, stream);
            HubClients clients = host.hubs().context(TestHub.class).clients();
            for (int i = 0; i < 30; i++) { // more than its window and what Netty takes
                clients.client(id).send("Heard", "x".repeat(8 * 1024));
            }
            client.data(stream, new byte[0], true);
            StreamClient.Frame frame = client.taken(stream);
            while (!frame.ends()) {
                assertThat(frame.isReset()).isFalse();
                frame = client.taken(stream);
            }
            await().until(() -> TestHub.ENDS.containsKey(id));
        }
    }

    @Test
    void aStreamThatIsNotReadIsCutOffAndItsNeighbourGoesOn() throws Exception {
        try (TestHost host = host("signalr.send-queue-bytes", 262_144);
                StreamClient slow = new StreamClient(host.port());
                StreamClient client = new StreamClient(host.port())) {
            int full = slow.hub("/hub");
            String id = id(slow, full);
            HubClients clients = host.hubs().context(TestHub.class).clients();
            for (int i = 0; i < 20; i++) { // far more than the stream's window
                clients.client(id).send("Heard", "x".repeat(32 * 1024));
            }
            await().until(() -> TestHub.ENDS.containsKey(id));
            assertThat(TestHub.ENDS.get(id)).contains("bytes wait for the client");
            StreamClient.Frame frame = slow.next(full);
            while (!frame.isReset()) {
                frame = slow.next(full);
            }
            assertThat(frame.error()).isEqualTo((int) Http2Error.CANCEL.code());
            int other = client.hub("/hub");
            client.text(other, CALL);
            assertThat(client.webSocketFrame(other)).isEqualTo(RESULT);
        }
    }

    @Test
    void brokenFramesEndTheirStreamAlone() throws Exception {
        byte[] call = RawClient.masked(1, CALL.getBytes(StandardCharsets.UTF_8));
        byte[] filler = RawClient.masked(1, HostileRecords.filler());
        try (TestHost host = host()) {
            for (int seed = 0; seed < 200; seed++) {
                try (StreamClient client = new StreamClient(host.port())) {
                    int bystander = client.hub("/hub");
                    int stream = client.hub("/hub");
                    client.data(stream, HostileRecords.mutated(call, new Random(seed)), false);
                    client.data(stream, call, false);
                    client.data(stream, filler, false);
                    assertThat(untilTheEnd(client, stream))
                            .as("seed " + seed)
                            .isBetween(1000, 1015);
                    client.text(bystander, CALL);
                    assertThat(client.webSocketFrame(bystander)).isEqualTo(RESULT);
                }
            }
        }
    }

    /// The code of the close frame before the end.
    private static int untilTheEnd(StreamClient client, int stream) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        StreamClient.Frame frame = client.next(stream);
        while (!frame.ends()) {
            all.writeBytes(frame.payload());
            frame = client.next(stream);
        }
        byte[] bytes = all.toByteArray();
        assertThat(bytes[bytes.length - 4]).isEqualTo((byte) 0x88);
        return ByteBuffer.wrap(bytes).getShort(bytes.length - 2);
    }

    @Test
    void floodsOfInputWaitForTheHub() throws Exception {
        try (TestHost host = host();
                StreamClient client = new StreamClient(host.port())) {
            int stream = client.hub("/hub");
            for (int i = 0; i < 200; i++) { // ten times the window of a stream
                client.text(stream, PollingClient.call("1", "echo", "x".repeat(3_000)));
                assertThat(client.webSocketFrame(stream)).contains("xxx");
            }
        }
    }

    @Test
    void theOtherTransportsUseStreamsToo() throws Exception {
        try (TestHost host = host();
                StreamClient client = new StreamClient(host.port())) {
            String token = negotiated(client);
            Http2Headers events = StreamClient.request("GET", "/hub?id=" + token);
            int stream = client.open(events.add("accept", "text/event-stream"), true);
            assertThat(client.status(stream)).isEqualTo("200");
            assertThat(client.next(stream).text()).isEqualTo(":\r\n");
            post(client, token, RawClient.HANDSHAKE + CALL);
            StringBuilder heard = new StringBuilder();
            while (!heard.toString().endsWith(RESULT + "\r\n\r\n")) {
                heard.append(client.next(stream).text());
            }
            assertThat(heard).startsWith("data: {}\u001e\r\n\r\n");
            client.reset(stream);
            await().until(() -> status(client, "POST", "/hub?id=" + token).equals("404"));

            String polls = negotiated(client);
            assertThat(status(client, "GET", "/hub?id=" + polls)).isEqualTo("200");
            int poll = client.open(StreamClient.request("GET", "/hub?id=" + polls), true);
            post(client, polls, RawClient.HANDSHAKE);
            assertThat(client.status(poll)).isEqualTo("200");
            assertThat(client.next(poll).text()).isEqualTo("{}\u001e");
            assertThat(status(client, "DELETE", "/hub?id=" + polls)).isEqualTo("202");
        }
    }

    private static String status(StreamClient client, String method, String path) throws Exception {
        return client.status(client.open(StreamClient.request(method, path), true));
    }

    private static String negotiated(StreamClient client) throws Exception {
        Http2Headers request = StreamClient.request("POST", "/hub/negotiate?negotiateVersion=1");
        int stream = client.open(request, true);
        assertThat(client.status(stream)).isEqualTo("200");
        return client.next(stream).text().replaceAll(".*\"connectionToken\":\"([^\"]+)\".*", "$1");
    }

    private static void post(StreamClient client, String token, String text) throws Exception {
        int stream = client.open(StreamClient.request("POST", "/hub?id=" + token), false);
        client.data(stream, text.getBytes(StandardCharsets.UTF_8), true);
        assertThat(client.status(stream)).isEqualTo("200");
    }
}
