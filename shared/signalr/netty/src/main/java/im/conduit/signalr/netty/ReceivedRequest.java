package im.conduit.signalr.netty;

import im.conduit.signalr.server.HubRequest;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A request as hubs see it.
final class ReceivedRequest {

    private static final String NETTYS_OWN = "x-http2-";

    private ReceivedRequest() {}

    static HubRequest describe(ChannelHandlerContext ctx, HttpRequest raw) {
        List<String> headers = new ArrayList<>(raw.headers().size() * 2);
        boolean stream = ctx.channel() instanceof Http2StreamChannel;
        for (Map.Entry<String, String> header : raw.headers()) {
            if (!stream || !header.getKey().startsWith(NETTYS_OWN)) {
                headers.add(header.getKey());
                headers.add(header.getValue());
            }
        }
        String remote =
                ctx.channel().remoteAddress() instanceof InetSocketAddress address
                        ? address.getAddress().getHostAddress()
                        : "";
        return new HubRequest(
                raw.method().name(), raw.uri(), headers, remote, secure(ctx.channel()));
    }

    private static boolean secure(Channel channel) {
        Channel connection = channel instanceof Http2StreamChannel ? channel.parent() : channel;
        return connection.pipeline().get(SslHandler.class) != null;
    }
}
