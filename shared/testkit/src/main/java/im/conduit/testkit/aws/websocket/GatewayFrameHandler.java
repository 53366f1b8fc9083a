package im.conduit.testkit.aws.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import im.conduit.testkit.aws.LambdaFunction;
import im.conduit.testkit.aws.websocket.GatewayConnection.End;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The frames of one connection.
final class GatewayFrameHandler extends SimpleChannelInboundHandler<WebSocketFrame> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebSocketApiLookAlike gateway;
    private final GatewayConnection connection;
    private final ByteBuf message = Unpooled.buffer();

    GatewayFrameHandler(WebSocketApiLookAlike gateway, GatewayConnection connection) {
        this.gateway = gateway;
        this.connection = connection;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.executor()
                .schedule(
                        () -> close(End.GOING_AWAY),
                        gateway.limits.lifetime().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        connection.active();
        switch (frame) {
            case TextWebSocketFrame _, ContinuationWebSocketFrame _ -> text(frame);
            case BinaryWebSocketFrame _ -> close(End.BINARY);
            case PingWebSocketFrame _ ->
                    context.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
            case CloseWebSocketFrame close -> closedByClient(context, close);
            default -> {}
        }
    }

    private void text(WebSocketFrame frame) {
        if (message.readableBytes() + frame.content().readableBytes()
                > gateway.limits.messageBytes()) {
            close(End.TOO_LARGE);
            return;
        }
        message.writeBytes(frame.content());
        if (frame.isFinalFragment()) {
            String body = message.toString(StandardCharsets.UTF_8);
            message.clear();
            gateway.run(() -> deliver(body));
        }
    }

    private void deliver(String body) {
        byte[] event = WebSocketEvent.message(connection, body);
        try {
            byte[] answer = gateway.invoke(gateway.routes().defaults(), event);
            if (gateway.routes().routeResponse()) {
                JsonNode reply = JSON.readTree(answer).path("body");
                if (!reply.asText("").isEmpty()) {
                    send(reply.asText());
                }
            }
        } catch (TimeoutException e) {
            fail("Endpoint request timed out");
        } catch (LambdaFunction.FunctionFailure | IOException e) {
            fail("Internal server error");
        }
    }

    private void fail(String text) {
        var message = JSON.createObjectNode();
        message.put("message", text);
        message.put("connectionId", connection.id);
        message.put("requestId", UUID.randomUUID().toString().substring(0, 15) + "=");
        send(message.toString());
    }

    private void send(String text) {
        if (connection.open()) {
            connection.send(
                    Unpooled.copiedBuffer(text, StandardCharsets.UTF_8),
                    gateway.limits.frameBytes());
        }
    }

    private void closedByClient(ChannelHandlerContext context, CloseWebSocketFrame close) {
        int status = close.statusCode();
        End end = status < 0 ? End.NO_STATUS : new End(status, close.reasonText());
        gateway.ended(connection, end);
        context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
    }

    private void close(End end) {
        gateway.ended(connection, end);
        connection.close(end);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof IdleStateEvent) {
            close(End.GOING_AWAY);
        } else {
            super.userEventTriggered(context, event);
        }
    }

    /// The decoder has sent the close frame already.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        End end =
                cause instanceof CorruptedWebSocketFrameException corrupted
                        ? new End(
                                corrupted.closeStatus().code(),
                                corrupted.closeStatus().reasonText())
                        : End.LOST;
        gateway.ended(connection, end);
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        message.release();
        gateway.ended(connection, End.LOST);
    }
}
