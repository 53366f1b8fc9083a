package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http2.Http2Error;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// WebSockets on streams of HTTP/2, and an authenticator that takes its time.
class GuardedStreamTest {

    private static final String CALL = PollingClient.call("1", "echo", "hello");
    private static final String RESULT =
            "{\"type\":3,\"invocationId\":\"1\",\"result\":\"hello\"}\u001e";

    private static TestHost host() {
        return new TestHost(Map.of("micronaut.server.http-version", "2.0", SlowDoor.SETTING, "1"));
    }

    @Test
    void bytesAreHeldUntilTheAuthenticatorHasDecided() throws Exception {
        try (TestHost host = host();
                StreamClient client = new StreamClient(host.port())) {
            int stream = client.connect("/hub");
            client.text(stream, RawClient.HANDSHAKE);
            client.text(stream, PollingClient.call("1", "echo", "hello"));
            host.bean(SlowDoor.class).open(1);
            assertThat(client.status(stream)).isEqualTo("200");
            assertThat(client.webSocketFrame(stream)).isEqualTo("{}\u001e");
            assertThat(client.webSocketFrame(stream)).isEqualTo(RESULT);
        }
    }

    @Test
    void whoIsRefusedIsToldWhyAndHisConnectionGoesOn() throws Exception {
        try (TestHost host = host();
                StreamClient client = new StreamClient(host.port())) {
            host.bean(SlowDoor.class).open(2);
            int refused = client.connect("/hub?stranger=1");
            client.text(refused, RawClient.HANDSHAKE);
            assertThat(client.status(refused)).isEqualTo("401");
            StreamClient.Frame body = client.next(refused);
            assertThat(body.text()).isEqualTo("who?");
            assertThat(body.ends()).isTrue();
            assertThat(client.next(refused).error()).isEqualTo((int) Http2Error.NO_ERROR.code());
            int stream = client.hub("/hub");
            client.text(stream, CALL);
            assertThat(client.webSocketFrame(stream)).isEqualTo(RESULT);
        }
    }

    @Test
    void whoLeavesBeforeTheAuthenticatorHasDecidedIsForgotten() throws Exception {
        try (TestHost host = host();
                StreamClient client = new StreamClient(host.port())) {
            for (int i = 0; i < 50; i++) { // the connection's window many times over
                int stream = client.connect("/hub");
                client.data(stream, new byte[8 * 1024], false);
                client.reset(stream);
            }
            int ended = client.connect("/hub");
            client.data(ended, new byte[8 * 1024], true);
            assertThat(client.next(ended).isReset()).isTrue();
            host.bean(SlowDoor.class).open(52);
            int stream = client.hub("/hub");
            client.text(stream, CALL);
            assertThat(client.webSocketFrame(stream)).isEqualTo(RESULT);
            await().until(() -> host.bean(LiveConnections.class).size() == 1);
        }
    }
}
