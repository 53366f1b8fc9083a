package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.signalr.server.ConnectionHandler;
import im.conduit.signalr.server.HubEndpoint;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.RawConnection;
import im.conduit.signalr.server.ServedEndpoint;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.local.LocalChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PollTransportTest {

    /// Says something and fails.
    @Singleton
    @Requires(property = "test.failing-raw")
    static final class Failing implements ConnectionHandler {
        @Override
        public void handle(RawConnection connection) throws InterruptedException {
            connection.read();
            connection.write("said".getBytes(StandardCharsets.UTF_8));
            throw new IllegalStateException("as told");
        }
    }

    @Factory
    @Requires(property = "test.failing-raw")
    static final class Raw {
        @Singleton
        HubEndpoint raw() {
            return new HubEndpoint("/raw", Failing.class);
        }
    }

    @Test
    void aRawApplicationThatFailsEndsThePollsWith500() throws Exception {
        try (TestHost host = new TestHost(Map.of("test.failing-raw", "1"));
                PollingClient client = new PollingClient(host.port(), "/raw")) {
            assertThat(client.poll()).contains("HTTP/1.1 200 OK");
            try (RawClient post = client.post("go")) {
                assertThat(post.answer()).contains("HTTP/1.1 200 OK");
            }
            assertThat(client.poll()).contains("HTTP/1.1 200 OK", "said");
            assertThat(client.poll()).contains("HTTP/1.1 500 Internal Server Error");
            assertThat(client.poll()).contains("HTTP/1.1 404 Not Found");
        }
    }

    @Test
    void nothingIsLostWhenThePollingClientLeavesBeforeTheAnswerGetsToItsLoop() throws Exception {
        EventLoop loop = new DefaultEventLoop();
        try (TestHost host = new TestHost()) {
            HubExchange poll = exchange(host, loop);
            LiveConnection live = live(host);
            PollTransport transport = new PollTransport(live, live.endpoint().options(), loop);
            live.attach(transport, HubPrincipal.anonymous(), poll.request());
            loop.submit(() -> transport.poll(exchange(host, loop))).sync(); // answered at once
            CountDownLatch busy = new CountDownLatch(1);
            loop.submit(() -> transport.poll(poll)).sync();
            loop.execute(() -> awaitQuietly(busy));
            loop.execute(poll::clientLeft);
            live.receive(ByteBuffer.wrap(RawClient.HANDSHAKE.getBytes(StandardCharsets.UTF_8)));
            await().until(() -> transport.queuedBytes() == "{}?".length());

            transport.flushQueued(); // on the loop of a poll before
            busy.countDown();
            loop.submit(() -> {}).sync();

            assertThat(transport.queuedBytes()).isEqualTo("{}?".length());
            live.markOver(); // nobody waits for it at the end
        } finally {
            loop.shutdownGracefully();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static LiveConnection live(TestHost host) {
        ServedEndpoint endpoint = host.hubs().endpoints().getFirst();
        return host.bean(LiveConnections.class).openUnasked(endpoint);
    }

    private static HubExchange exchange(TestHost host, EventLoop loop) {
        HubHttp shared = host.bean(HubHttp.class);
        LocalChannel channel = new LocalChannel();
        ChannelInboundHandlerAdapter nothing = new ChannelInboundHandlerAdapter();
        channel.pipeline().addLast(nothing);
        loop.register(channel);
        ChannelHandlerContext ctx = channel.pipeline().context(nothing);
        return new HubExchange(
                new HubHttpHandler(shared),
                shared,
                ctx,
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/hub"),
                Objects.requireNonNull(shared.routes().find("/hub")));
    }
}
