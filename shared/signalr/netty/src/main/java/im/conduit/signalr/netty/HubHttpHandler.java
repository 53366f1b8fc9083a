package im.conduit.signalr.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// Right behind the HTTP codec: takes the requests for hubs and passes all others on untouched. On
/// one connection answers keep the order of the requests: what comes behind a request that is being
/// answered on the other side is held back.
final class HubHttpHandler extends ChannelDuplexHandler {

    private final HubHttp shared;
    private final HeldInput held = new HeldInput();
    private final PausedCodec codec;
    private @Nullable HubExchange exchange;
    private boolean bodyIsOurs;
    private int passedOn;
    private boolean readWanted;
    private boolean removed;

    HubHttpHandler(HubHttp shared) {
        this.shared = shared;
        this.codec = new PausedCodec(shared.codecs());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof FullHttpRequest whole && shared.routes().find(whole.uri()) != null) {
            take(ctx, head(whole));
            take(ctx, new DefaultLastHttpContent(whole.content(), whole.trailingHeaders()));
        } else {
            take(ctx, message);
        }
    }

    private static HttpRequest head(FullHttpRequest whole) {
        HttpRequest head =
                new DefaultHttpRequest(
                        whole.protocolVersion(), whole.method(), whole.uri(), whole.headers());
        head.setDecoderResult(whole.decoderResult());
        return head;
    }

    private void take(ChannelHandlerContext ctx, Object message) throws Exception {
        if (held.isEmpty() && !mustHold(message)) {
            process(ctx, message);
            return;
        }
        held.add(message);
        HubExchange current = exchange;
        if (message instanceof LastHttpContent && current != null && current.mayBecomeSocket()) {
            codec.pause(ctx.pipeline());
        }
    }

    private boolean mustHold(Object message) {
        HubExchange current = exchange;
        if (message instanceof HttpRequest request) {
            return current != null || passedOn > 0 && shared.routes().find(request.uri()) != null;
        }
        if (message instanceof ByteBuf) {
            return current != null;
        }
        return bodyIsOurs && current != null && !current.wantsContent();
    }

    private void process(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof ByteBuf bytes) {
            codec.decode(ctx.pipeline(), bytes);
            return;
        }
        if (message instanceof HttpRequest request) {
            HubRoutes.Route route =
                    request.decoderResult().isFailure()
                            ? null
                            : shared.routes().find(request.uri());
            bodyIsOurs = route != null;
            if (route == null) {
                passedOn++;
            } else {
                HubExchange started = new HubExchange(this, shared, ctx, request, route);
                exchange = started;
                started.start();
            }
        }
        HubExchange current = exchange;
        if (!bodyIsOurs || !(message instanceof HttpRequest || message instanceof HttpContent)) {
            ctx.fireChannelRead(message);
            return;
        }
        try {
            if (message instanceof HttpContent content && current != null) {
                current.content(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /// The exchange can go on, or is over: look at what was held back.
    void proceed(ChannelHandlerContext ctx) {
        forgetWhatIsOver(ctx);
        boolean released = false;
        try {
            Object next = held.peek();
            while (next != null && !removed && !mustHold(next)) {
                held.poll();
                released = true;
                process(ctx, next);
                forgetWhatIsOver(ctx);
                next = held.peek();
            }
        } catch (Exception e) {
            ctx.fireExceptionCaught(e);
        }
        if (released && !removed) {
            ctx.fireChannelReadComplete(); // Micronaut flushes then
        }
        if (readWanted && !held.isFull() && !removed) {
            readWanted = false;
            ctx.read();
        }
    }

    private void forgetWhatIsOver(ChannelHandlerContext ctx) {
        HubExchange current = exchange;
        if (current != null && current.isOver() && !removed) {
            exchange = null;
            codec.resume(ctx.pipeline());
        }
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (held.isFull()) {
            readWanted = true;
        } else {
            ctx.read();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean last =
                message instanceof LastHttpContent
                        && !(message instanceof HttpResponse response
                                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL);
        ctx.write(message, promise);
        if (last && passedOn > 0 && --passedOn == 0 && !held.isEmpty()) {
            ctx.executor().execute(() -> proceed(ctx));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        HubExchange current = exchange;
        if (current != null) {
            current.clientLeft();
        }
        held.release();
        ctx.fireChannelInactive();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        HubExchange current = exchange;
        if (current != null) {
            current.writable();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        removed = true;
        held.passBytesOn(ctx);
    }
}
