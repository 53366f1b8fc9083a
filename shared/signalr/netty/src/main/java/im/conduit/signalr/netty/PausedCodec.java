package im.conduit.signalr.netty;

import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.function.Supplier;

/// Takes the HTTP decoder away while it is undecided whether a connection becomes a WebSocket: what
/// comes meanwhile may be frames, which it would spoil. Answers are still encoded.
final class PausedCodec {

    private static final String CODEC = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
    private static final String ENCODER = "signalr-answers";

    private final Supplier<HttpServerCodec> codecs;
    private boolean paused;

    PausedCodec(Supplier<HttpServerCodec> codecs) {
        this.codecs = codecs;
    }

    /// From now on bytes come as they are; those that the decoder has left come before this
    /// returns.
    void pause(ChannelPipeline pipeline) {
        if (pipeline.get(CODEC) instanceof HttpServerCodec codec) {
            paused = true;
            pipeline.addBefore(CODEC, ENCODER, new HttpResponseEncoder());
            pipeline.remove(codec);
        }
    }

    /// The connection goes on speaking HTTP.
    void resume(ChannelPipeline pipeline) {
        if (paused) {
            paused = false;
            pipeline.replace(ENCODER, CODEC, codecs.get());
        }
    }

    /// Decodes bytes that came during the pause.
    void decode(ChannelPipeline pipeline, ByteBuf bytes) throws Exception {
        ChannelHandlerContext codec = pipeline.context(CODEC);
        ((ChannelInboundHandler) codec.handler()).channelRead(codec, bytes);
    }
}
