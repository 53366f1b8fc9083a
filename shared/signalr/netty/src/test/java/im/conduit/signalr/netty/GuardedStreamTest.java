package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.signalr.server.HubAuthenticator;
import im.conduit.signalr.server.HubEndpoint;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.netty.handler.codec.http2.Http2Error;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/// WebSockets on streams of HTTP/2, and an authenticator that takes its time.
class GuardedStreamTest {

    private static final String GUARDED = "test.guarded-streams";
    private static final String CALL = PollingClient.call("1", "echo", "hello");
    private static final String RESULT =
            "{\"type\":3,\"invocationId\":\"1\",\"result\":\"hello\"}\u001e";

    /// Lets people in when it is told to, but no strangers.
    @Singleton
    @Requires(property = GUARDED)
    static final class Door implements HubAuthenticator {
        private final Semaphore opened = new Semaphore(0);

        @Override
        public Decision authenticate(HubRequest request) {
            opened.acquireUninterruptibly();
            return request.query("stranger") == null
                    ? new Decision.Accepted(HubPrincipal.user(request.method()))
                    : new Decision.Refused(401, Map.of("WWW-Authenticate", "Bearer"), "who?");
        }
    }

    @Factory
    @Requires(property = GUARDED)
    static final class Guarded {
        @Singleton
        HubEndpoint hub(Door door) {
            return new HubEndpoint("/hub", TestHub.class).securedBy(door);
        }
    }

    private static TestHost host() {
        return new TestHost(Map.of("micronaut.server.http-version", "2.0", GUARDED, "1"));
    }

    @Test
    void bytesAreHeldUntilTheAuthenticatorHasDecided() throws Exception {
        try (TestHost host = host();
                StreamClient client = new StreamClient(host.port())) {
            int stream = client.connect("/hub");
            client.text(stream, RawClient.HANDSHAKE);
            client.text(stream, PollingClient.call("1", "echo", "hello"));
            host.bean(Door.class).opened.release();
            assertThat(client.status(stream)).isEqualTo("200");
            assertThat(client.webSocketFrame(stream)).isEqualTo("{}\u001e");
            assertThat(client.webSocketFrame(stream)).isEqualTo(RESULT);
        }
    }

    @Test
    void whoIsRefusedIsToldWhyAndHisConnectionGoesOn() throws Exception {
        try (TestHost host = host();
                StreamClient client = new StreamClient(host.port())) {
            host.bean(Door.class).opened.release(2);
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
            host.bean(Door.class).opened.release(52);
            int stream = client.hub("/hub");
            client.text(stream, CALL);
            assertThat(client.webSocketFrame(stream)).isEqualTo(RESULT);
            await().until(() -> host.bean(LiveConnections.class).size() == 1);
        }
    }
}
