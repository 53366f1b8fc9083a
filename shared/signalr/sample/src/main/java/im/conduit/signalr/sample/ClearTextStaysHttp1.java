package im.conduit.signalr.sample;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.NonNull;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// HTTP/2 is for TLS: an offer to upgrade to it over clear text is passed over, as the reference
/// host does.
@Singleton
final class ClearTextStaysHttp1
        implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

    @Override
    public NettyServerCustomizer.Registry onCreated(
            @NonNull BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new Customizer(null));
        return event.getBean();
    }

    private record Customizer(@Nullable Channel channel) implements NettyServerCustomizer {

        @Override
        public NettyServerCustomizer specializeForChannel(
                @NonNull Channel specialized, @NonNull ChannelRole role) {
            return role == ChannelRole.CONNECTION ? new Customizer(specialized) : this;
        }

        @Override
        public void onInitialPipelineBuilt() {
            if (channel != null && channel.pipeline().get(HttpServerUpgradeHandler.class) != null) {
                String codec = channel.pipeline().context(HttpServerCodec.class).name();
                channel.pipeline().addAfter(codec, null, new OfferRemover());
            }
        }
    }

    private static final class OfferRemover extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest request) {
                if (request.headers().contains(HttpHeaderNames.UPGRADE, "h2c", true)) {
                    request.headers().remove(HttpHeaderNames.UPGRADE);
                }
                ctx.pipeline().remove(this); // the server looks at the first request only
            }
            ctx.fireChannelRead(message);
        }
    }
}
