package im.conduit.signalr.netty;

import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.SubprotocolSelector;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns an HTTP connection, or one stream of it, into a WebSocket: everything in the pipeline but
/// TLS and the frames of HTTP/2 makes room for one handler.
final class WebSocketUpgrade implements ExchangeWork {

    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(16 * 1024, 64 * 1024);

    private final HubExchange exchange;
    private final HubPrincipal principal;
    private final @Nullable LiveConnection negotiated;
    private @Nullable String subprotocol;

    /// @param negotiated the connection of the token, `null` without negotiate
    WebSocketUpgrade(
            HubExchange exchange, HubPrincipal principal, @Nullable LiveConnection negotiated) {
        this.exchange = exchange;
        this.principal = principal;
        this.negotiated = negotiated;
    }

    /// Whether a request is a proper upgrade to WebSocket; any other counts as a poll.
    static boolean wanted(HttpHeaders headers) {
        return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && wantedVersion(headers)
                && validKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY));
    }

    /// Whether a WebSocket is asked for in the version that there is.
    static boolean wantedVersion(HttpHeaders headers) {
        return VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION));
    }

    private static boolean validKey(@Nullable String key) {
        if (key == null) {
            return false;
        }
        try {
            return Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    void run() {
        subprotocol = choose();
        if (negotiated != null && !negotiated.reserve()) {
            exchange.text(409, "");
            return;
        }
        exchange.become(this);
        if (exchange.onStream()) {
            open();
        }
    }

    @Override
    public void bodyEnded() {
        open();
    }

    private void open() {
        LiveConnection live =
                negotiated == null
                        ? exchange.shared().connections().openUnasked(exchange.route().endpoint())
                        : negotiated;
        Channel channel = exchange.context().channel();
        WebSocketTransport transport =
                new WebSocketTransport(channel, live, live.endpoint().options());
        HttpResponse response = exchange.onStream() ? established() : switching();
        exchange.decorate(response);
        if (subprotocol != null) {
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, subprotocol);
        }
        if (!RequestDispatch.connected(exchange, live, transport, principal)) {
            return;
        }
        // what the application says comes later, by tasks of this loop
        exchange.context().writeAndFlush(response);
        channel.pipeline().addLast(transport.handler());
        channel.config().setWriteBufferWaterMark(WATER_MARK);
        channel.config().setAutoRead(true);
        makeRoom(channel.pipeline(), transport.handler());
        if (channel.config().isAutoRead()) {
            channel.read(); // a read may have been held back
        }
    }

    private @Nullable String choose() {
        List<String> offered = new ArrayList<>();
        for (String line : exchange.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)) {
            for (String name : line.split(",", -1)) {
                offered.add(name.strip());
            }
        }
        SubprotocolSelector selector = exchange.route().endpoint().subprotocols();
        String chosen = selector.select(List.copyOf(offered));
        if (chosen != null && !offered.contains(chosen)) {
            throw new IllegalStateException("the client has not offered the subprotocol " + chosen);
        }
        return chosen;
    }

    private static HttpResponse established() {
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    }

    private HttpResponse switching() {
        HttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.SWITCHING_PROTOCOLS,
                        Unpooled.EMPTY_BUFFER);
        String key = exchange.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, "Upgrade")
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept(key.strip()));
        return response;
    }

    /// From the end to the codec: what a handler has held, and bytes that the decoder has not read,
    /// pass on to whoever is behind it, which must be the transport alone.
    private static void makeRoom(ChannelPipeline pipeline, ChannelHandler transport) {
        List<ChannelHandler> all = new ArrayList<>(pipeline.toMap().values());
        for (ChannelHandler handler : all.reversed()) {
            boolean stays =
                    handler instanceof SslHandler
                            || handler instanceof StreamSocketCodec
                            || handler == transport;
            if (!stays) {
                pipeline.remove(handler);
            }
        }
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
