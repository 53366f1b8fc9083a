package im.conduit.signalr.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes the HTTP decoder away while it is undecided whether a connection becomes a WebSocket: what
/// comes meanwhile may be frames, which it would spoil. Answers are still encoded.
final class PausedCodec {

    private static final String ENCODER = "signalr-answers";

    private final Supplier<HttpServerCodec> codecs;
    private @Nullable String paused; // the codec's name

    PausedCodec(Supplier<HttpServerCodec> codecs) {
        this.codecs = codecs;
    }

    /// From now on bytes come as they are; those that the decoder has left come before this
    /// returns.
    void pause(ChannelPipeline pipeline) {
        ChannelHandlerContext codec = pipeline.context(HttpServerCodec.class);
        if (codec != null) {
            paused = codec.name();
            pipeline.addBefore(codec.name(), ENCODER, new HttpResponseEncoder());
            pipeline.remove(codec.handler());
        }
    }

    /// The connection goes on speaking HTTP.
    void resume(ChannelPipeline pipeline) {
        String name = paused;
        if (name != null) {
            paused = null;
            pipeline.replace(ENCODER, name, codecs.get());
        }
    }

    /// Decodes bytes that came during the pause.
    void decode(ChannelPipeline pipeline, ByteBuf bytes) throws Exception {
        ChannelHandlerContext codec = pipeline.context(HttpServerCodec.class);
        ((ChannelInboundHandler) codec.handler()).channelRead(codec, bytes);
    }
}
