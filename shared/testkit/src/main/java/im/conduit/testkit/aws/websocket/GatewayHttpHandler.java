package im.conduit.testkit.aws.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import im.conduit.testkit.aws.LambdaFunction;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The HTTP side of one connection: upgrades, and the management API.
final class GatewayHttpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final String STAGE_PATH = "/" + WebSocketApiLookAlike.STAGE;
    private static final String CONNECTIONS = STAGE_PATH + "/@connections/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebSocketApiLookAlike gateway;

    GatewayHttpHandler(WebSocketApiLookAlike gateway) {
        this.gateway = gateway;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        String path = new QueryStringDecoder(request.uri()).path();
        if (path.startsWith(CONNECTIONS)) {
            manage(context, request, path.substring(CONNECTIONS.length()));
        } else if (!path.equals(STAGE_PATH) && !path.equals(STAGE_PATH + "/")) {
            answer(context, 403, "{\"message\":\"Missing Authentication Token\"}");
        } else if (!request.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true)) {
            answer(context, 426, "{\"message\":\"Upgrade Required\"}");
        } else {
            FullHttpRequest kept = request.retain();
            gateway.run(() -> connect(context, kept));
        }
    }

    private void connect(ChannelHandlerContext context, FullHttpRequest request) {
        var peer = (InetSocketAddress) context.channel().remoteAddress();
        GatewayConnection connection =
                new GatewayConnection(
                        context.channel(),
                        peer.getAddress().getHostAddress(),
                        request.headers().get(HttpHeaderNames.USER_AGENT, ""));
        byte[] event = WebSocketEvent.connect(connection, request.headers(), request.uri());
        try {
            JsonNode answer = JSON.readTree(gateway.invoke(gateway.routes().connect(), event));
            int status = answer.path("statusCode").asInt(200);
            if (status / 100 == 2) {
                context.executor().execute(() -> upgrade(context, request, connection, answer));
            } else {
                request.release();
                answer(context, status, answer.path("body").asText(""));
            }
        } catch (LambdaFunction.FunctionFailure | IOException | TimeoutException e) {
            request.release();
            answer(context, 502, "{\"message\":\"Internal server error\"}");
        }
    }

    private void upgrade(
            ChannelHandlerContext context,
            FullHttpRequest request,
            GatewayConnection connection,
            JsonNode answer) {
        HttpHeaders headers = new DefaultHttpHeaders();
        String protocol = answer.at("/headers/Sec-WebSocket-Protocol").asText(null);
        WebSocketDecoderConfig config =
                WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(gateway.limits.frameBytes())
                        .build();
        var handshaker =
                new WebSocketServerHandshakerFactory(gateway.uri().toString(), protocol, config)
                        .newHandshaker(request);
        var pipeline = context.pipeline();
        pipeline.replace(this, "frames", new GatewayFrameHandler(gateway, connection));
        gateway.opened(connection);
        handshaker
                .handshake(context.channel(), request, headers, context.channel().newPromise())
                .addListener(
                        upgraded -> {
                            request.release();
                            if (upgraded.isSuccess()) {
                                pipeline.addBefore(
                                        "frames",
                                        "idle",
                                        new IdleStateHandler(
                                                0,
                                                0,
                                                gateway.limits.idle().toMillis(),
                                                TimeUnit.MILLISECONDS));
                                pipeline.addBefore("frames", "utf8", new Utf8FrameValidator());
                            }
                        });
    }

    private void manage(ChannelHandlerContext context, FullHttpRequest request, String encodedId) {
        if (!request.headers()
                .get(HttpHeaderNames.AUTHORIZATION, "")
                .startsWith("AWS4-HMAC-SHA256 ")) {
            answer(context, 403, "{\"message\":\"Missing Authentication Token\"}");
            return;
        }
        String id = QueryStringDecoder.decodeComponent(encodedId);
        var found = gateway.find(id);
        if (found.isEmpty()) {
            error(context, 410, "GoneException");
            return;
        }
        GatewayConnection connection = found.get();
        switch (request.method().name()) {
            case "POST" -> {
                if (request.content().readableBytes() > gateway.limits.messageBytes()) {
                    error(context, 413, "PayloadTooLargeException");
                } else {
                    connection.send(request.content().retain(), gateway.limits.frameBytes());
                    answer(context, 200, "");
                }
            }
            case "GET" -> answer(context, 200, describe(connection));
            case "DELETE" -> {
                gateway.ended(connection, GatewayConnection.End.BY_SERVER);
                connection.close(GatewayConnection.End.BY_SERVER);
                answer(context, 204, "");
            }
            default -> answer(context, 403, "{\"message\":\"Missing Authentication Token\"}");
        }
    }

    private static String describe(GatewayConnection connection) {
        var description = JSON.createObjectNode();
        description.put("connectedAt", connection.connectedAt.toString());
        description.put("lastActiveAt", connection.lastActiveAt().toString());
        var identity = description.putObject("identity");
        identity.put("sourceIp", connection.sourceIp);
        identity.put("userAgent", connection.userAgent);
        return description.toString();
    }

    private static void error(ChannelHandlerContext context, int status, String type) {
        DefaultFullHttpResponse response = response(status, "{\"message\":null}");
        response.headers().set("x-amzn-ErrorType", type);
        context.writeAndFlush(response);
    }

    private static void answer(ChannelHandlerContext context, int status, String body) {
        DefaultFullHttpResponse response = response(status, body);
        if (status >= 400) {
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        } else {
            context.writeAndFlush(response);
        }
    }

    private static DefaultFullHttpResponse response(int status, String body) {
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(status),
                        Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        if (status != 204) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
            response.headers()
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        }
        return response;
    }
}
