package im.conduit.signalr.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Right behind the HTTP codec: takes the requests for hubs and passes all others on untouched. On
/// one connection answers keep the order of the requests: what comes behind a request that is being
/// answered on the other side is held back.
final class HubHttpHandler extends ChannelDuplexHandler {

    private static final int MOST_HELD = 64;

    private final HubHttp shared;
    private final ArrayDeque<Object> held = new ArrayDeque<>(2);
    private @Nullable HubExchange exchange;
    private boolean bodyIsOurs;
    private int passedOn;
    private boolean readWanted;
    private boolean removed;

    HubHttpHandler(HubHttp shared) {
        this.shared = shared;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!held.isEmpty() || mustHold(message)) {
            held.add(message);
        } else {
            process(ctx, message);
        }
    }

    private boolean mustHold(Object message) {
        HubExchange current = exchange;
        if (message instanceof HttpRequest request) {
            return current != null || passedOn > 0 && shared.routes().find(request.uri()) != null;
        }
        return bodyIsOurs && current != null && !current.wantsContent();
    }

    private void process(ChannelHandlerContext ctx, Object message) {
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
        HubExchange current = exchange;
        if (current != null && current.isOver()) {
            exchange = null;
        }
        boolean released = false;
        while (!removed && !held.isEmpty() && !mustHold(held.peek())) {
            process(ctx, held.poll());
            released = true;
            HubExchange now = exchange;
            if (now != null && now.isOver()) {
                exchange = null;
            }
        }
        if (released && !removed) {
            ctx.fireChannelReadComplete(); // Micronaut flushes then
        }
        if (readWanted && held.size() < MOST_HELD && !removed) {
            readWanted = false;
            ctx.read();
        }
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (held.size() >= MOST_HELD) {
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
        releaseHeld();
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
        releaseHeld();
    }

    private void releaseHeld() {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }
}
