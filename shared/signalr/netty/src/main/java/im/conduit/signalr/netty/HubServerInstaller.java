package im.conduit.signalr.netty;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.NonNull;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// Puts the hubs' handler behind the HTTP codec of every connection.
@Singleton
final class HubServerInstaller implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

    private final BeanProvider<HubHttp> http;

    HubServerInstaller(BeanProvider<HubHttp> http) {
        this.http = http;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(
            @NonNull BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new Customizer(http.get(), null));
        return event.getBean();
    }

    private record Customizer(HubHttp http, @Nullable Channel channel)
            implements NettyServerCustomizer {

        @Override
        public NettyServerCustomizer specializeForChannel(
                @NonNull Channel specialized, @NonNull ChannelRole role) {
            return role == ChannelRole.LISTENER ? this : new Customizer(http, specialized);
        }

        @Override
        public void onStreamPipelineBuilt() {
            if (channel == null) {
                return;
            }
            ChannelPipeline pipeline = channel.pipeline();
            ChannelHandlerContext codec =
                    pipeline.context(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC);
            if (codec != null) {
                pipeline.addAfter(
                        ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
                        "signalr-hubs",
                        new HubHttpHandler(http));
            }
        }
    }
}
