package im.conduit.testkit.aws.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;

/// A client's connection.
final class GatewayConnection {

    private static final SecureRandom RANDOM = new SecureRandom();

    /// Why a connection ended, as the `$disconnect` event tells it.
    record End(int status, String reason) {
        static final End GOING_AWAY = new End(1001, "Going away");
        static final End BY_SERVER = new End(1000, "Connection Closed Normally");
        static final End NO_STATUS = new End(1005, "Client-side close frame status not set");
        static final End LOST = new End(1006, "Connection closed abnormally");
        static final End BINARY = new End(1003, "Binary is not supported");
        static final End TOO_LARGE = new End(1009, "Message too large");
    }

    final String id;
    final Instant connectedAt = Instant.now();
    final String sourceIp;
    final String userAgent;
    private final Channel channel;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Instant lastActiveAt = connectedAt;

    GatewayConnection(Channel channel, String sourceIp, String userAgent) {
        byte[] random = new byte[11];
        RANDOM.nextBytes(random);
        this.id = Base64.getUrlEncoder().encodeToString(random);
        this.channel = channel;
        this.sourceIp = sourceIp;
        this.userAgent = userAgent;
    }

    Instant lastActiveAt() {
        return lastActiveAt;
    }

    void active() {
        lastActiveAt = Instant.now();
    }

    boolean open() {
        return channel.isActive() && !ended.get();
    }

    /// Claims the end: true for the one who may tell of it.
    boolean end() {
        return ended.compareAndSet(false, true);
    }

    /// Sends text as one message of frames within the limit.
    void send(ByteBuf text, int frameBytes) {
        active();
        int first = Math.min(text.readableBytes(), frameBytes);
        boolean last = first == text.readableBytes();
        WebSocketFrame frame = new TextWebSocketFrame(last, 0, text.readRetainedSlice(first));
        channel.write(frame);
        while (text.isReadable()) {
            int next = Math.min(text.readableBytes(), frameBytes);
            last = next == text.readableBytes();
            channel.write(new ContinuationWebSocketFrame(last, 0, text.readRetainedSlice(next)));
        }
        text.release();
        channel.flush();
    }

    /// Sends a close frame and cuts the line.
    void close(End end) {
        channel.writeAndFlush(new CloseWebSocketFrame(end.status(), end.reason()))
                .addListener(_ -> channel.close());
    }
}
