package im.conduit.signalr.netty;

import im.conduit.signalr.server.HubRequest;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A request as hubs see it.
final class ReceivedRequest {

    private ReceivedRequest() {}

    static HubRequest describe(ChannelHandlerContext ctx, HttpRequest raw) {
        List<String> headers = new ArrayList<>(raw.headers().size() * 2);
        for (Map.Entry<String, String> header : raw.headers()) {
            headers.add(header.getKey());
            headers.add(header.getValue());
        }
        String remote =
                ctx.channel().remoteAddress() instanceof InetSocketAddress address
                        ? address.getAddress().getHostAddress()
                        : "";
        return new HubRequest(
                raw.method().name(),
                raw.uri(),
                headers,
                remote,
                ctx.pipeline().get(SslHandler.class) != null);
    }
}
