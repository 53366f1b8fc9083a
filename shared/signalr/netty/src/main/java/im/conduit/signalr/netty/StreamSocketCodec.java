package im.conduit.signalr.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.codec.http2.HttpConversionUtil;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// WebSockets over HTTP/2, after RFC 8441. In front of everything else in the pipeline of one
/// stream: when the stream begins with a CONNECT for a hub, the handlers behind see a [Request] and
/// bytes instead of frames, and may write bytes. All other requests pass untouched.
final class StreamSocketCodec extends ChannelDuplexHandler {

    private static final String PROTOCOL =
            Http2Headers.PseudoHeaderName.PROTOCOL.value().toString();

    /// A CONNECT for a hub; its target is a path, as with all other requests.
    static final class Request extends DefaultHttpRequest {

        private Request(Http2HeadersFrame frame, String path) throws Http2Exception {
            super(HttpVersion.HTTP_1_1, HttpMethod.CONNECT, path);
            HttpConversionUtil.addHttp2ToHttpHeaders(
                    frame.stream().id(),
                    frame.headers(),
                    headers(),
                    protocolVersion(),
                    false,
                    true);
        }
    }

    private final HubRoutes routes;
    private final ChannelFutureListener taken = _ -> taken();
    private final AtomicInteger writing = new AtomicInteger();
    private long written;
    private boolean asked;
    private boolean refused; // here; nobody behind knows of it
    private boolean open;
    private boolean inputEnded;
    private boolean outputEnded;

    StreamSocketCodec(HubRoutes routes) {
        this.routes = routes;
    }

    // ---- in

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (asked && message instanceof Http2DataFrame data) {
            inputEnded |= data.isEndStream();
            if (refused) {
                data.release();
            } else {
                ctx.fireChannelRead(data.content());
            }
        } else if (asked && message instanceof Http2HeadersFrame trailers) {
            inputEnded |= trailers.isEndStream();
        } else if (message instanceof Http2HeadersFrame head && protocol(head) != null) {
            asked = true;
            inputEnded = head.isEndStream();
            ask(ctx, head);
        } else {
            ctx.fireChannelRead(message);
        }
        if (asked && inputEnded) {
            close(ctx, ctx.newPromise()); // as when a client ends its side of a TCP connection
        }
    }

    private static @Nullable CharSequence protocol(Http2HeadersFrame head) {
        CharSequence method = head.headers().method();
        return method != null && HttpMethod.CONNECT.asciiName().contentEquals(method)
                ? head.headers().get(PROTOCOL)
                : null;
    }

    private void ask(ChannelHandlerContext ctx, Http2HeadersFrame head) {
        CharSequence path = head.headers().path();
        if (!"websocket".contentEquals(head.headers().get(PROTOCOL))) {
            refuse(ctx, HttpResponseStatus.NOT_IMPLEMENTED);
        } else if (path == null || routes.find(path.toString()) == null) {
            refuse(ctx, HttpResponseStatus.NOT_FOUND);
        } else {
            request(ctx, head, path.toString());
        }
    }

    private void request(ChannelHandlerContext ctx, Http2HeadersFrame head, String path) {
        Request request;
        try {
            request = new Request(head, path);
        } catch (Http2Exception _) { // a header that HTTP/1.1 does not know how to say
            refuse(ctx, HttpResponseStatus.BAD_REQUEST);
            return;
        }
        ctx.fireChannelRead(request);
    }

    private void refuse(ChannelHandlerContext ctx, HttpResponseStatus status) {
        refused = true;
        Http2Headers answer = new DefaultHttp2Headers().status(status.codeAsText());
        write(ctx, new DefaultHttp2HeadersFrame(answer, true), ctx.newPromise());
        ctx.flush();
    }

    // ---- out

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (outputEnded) { // or Netty would make one frame of both, which does not end the stream
            ReferenceCountUtil.release(message);
            if (!promise.isVoid()) {
                promise.tryFailure(new ClosedChannelException());
            }
            return;
        }
        if (message instanceof ByteBuf bytes) {
            counted(ctx, new DefaultHttp2DataFrame(bytes), promise);
            return;
        }
        if (!asked || !(message instanceof Http2StreamFrame frame) || !ends(frame)) {
            open |= asked && message instanceof Http2HeadersFrame;
            counted(ctx, message, promise);
            return;
        }
        outputEnded = true;
        counted(ctx, message, promise).addListener(_ -> rest(ctx));
    }

    private ChannelFuture counted(
            ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        writing.incrementAndGet();
        return ctx.write(message, promise.unvoid()).addListener(taken);
    }

    private void taken() {
        written++;
        writing.decrementAndGet();
    }

    /// How many pieces the client has not taken all of. On any thread.
    int writing() {
        return writing.get();
    }

    /// How many it has taken, on the loop.
    long written() {
        return written;
    }

    private static boolean ends(Http2StreamFrame frame) {
        return frame instanceof Http2HeadersFrame head && head.isEndStream()
                || frame instanceof Http2DataFrame data && data.isEndStream();
    }

    /// Nothing more goes out, and what may still come is of no use.
    private void rest(ChannelHandlerContext ctx) {
        if (!inputEnded) {
            ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
        }
        ctx.close();
    }

    /// Ends the stream behind what has been written; at once when that has happened before, or
    /// there is no WebSocket.
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!open || outputEnded) {
            ctx.close(promise);
            return;
        }
        write(ctx, new DefaultHttp2DataFrame(true), ctx.newPromise());
        ctx.flush();
        ctx.channel().closeFuture().addListener(_ -> promise.trySuccess());
    }
}
