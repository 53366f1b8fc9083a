package im.conduit.signalr.netty;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.NonNull;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// Puts the hubs' handler behind the HTTP codec of every connection, or of every stream of one that
/// speaks HTTP/2.
@Singleton
final class HubServerInstaller implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

    private static final String NAME = "signalr-hubs";
    private static final int MOST_STREAMS = 100;

    private final BeanProvider<HubHttp> http;
    private final NettyHttpServerConfiguration server;

    HubServerInstaller(BeanProvider<HubHttp> http, NettyHttpServerConfiguration server) {
        this.http = http;
        this.server = server;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(
            @NonNull BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new Customizer(http.get(), null));
        prepareForStreams();
        return event.getBean();
    }

    /// Only matters where the server is told to speak HTTP/2: every stream gets a pipeline of its
    /// own, and clients learn that it may become a WebSocket.
    private void prepareForStreams() {
        server.setLegacyMultiplexHandlers(true);
        Http2Settings settings = server.getHttp2().http2Settings();
        settings.connectProtocolEnabled(true);
        if (settings.maxConcurrentStreams() == null) {
            settings.maxConcurrentStreams(MOST_STREAMS);
        }
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
            ChannelHandlerContext frames =
                    pipeline.context(Http2StreamFrameToHttpObjectCodec.class);
            if (frames != null) {
                pipeline.addFirst(new StreamSocketCodec(http.routes()));
                pipeline.addAfter(frames.name(), NAME, new HubHttpHandler(http));
                return;
            }
            ChannelHandlerContext codec = pipeline.context(HttpServerCodec.class);
            if (codec != null) {
                pipeline.addAfter(codec.name(), NAME, new HubHttpHandler(http));
            }
        }
    }
}
