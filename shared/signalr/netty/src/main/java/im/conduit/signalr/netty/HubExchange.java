package im.conduit.signalr.netty;

import im.conduit.signalr.server.HubAuthenticator;
import im.conduit.signalr.server.HubAuthenticator.Decision;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request to a hub endpoint and its answer. On the channel's event loop.
final class HubExchange {

    private static final Logger LOG = LoggerFactory.getLogger(HubExchange.class);

    private static final ExchangeWork NOTHING = new ExchangeWork() {};

    private final HubHttpHandler handler;
    private final HubHttp shared;
    private final ChannelHandlerContext ctx;
    private final HubRoutes.Route route;
    private final HttpMethod method;
    private final boolean keepAlive;
    private final boolean expectsContinue;
    private final HttpRequest raw;
    private final HubRequest request;
    private ExchangeWork work = NOTHING;
    private boolean decided;
    private boolean paused;
    private boolean bodyEnded;
    private boolean answered;

    HubExchange(
            HubHttpHandler handler,
            HubHttp shared,
            ChannelHandlerContext ctx,
            HttpRequest raw,
            HubRoutes.Route route) {
        this.handler = handler;
        this.shared = shared;
        this.ctx = ctx;
        this.route = route;
        this.raw = raw;
        this.method = raw.method();
        this.keepAlive = HttpUtil.isKeepAlive(raw);
        this.expectsContinue = HttpUtil.is100ContinueExpected(raw);
        this.request = ReceivedRequest.describe(ctx, raw);
    }

    HubHttp shared() {
        return shared;
    }

    ChannelHandlerContext context() {
        return ctx;
    }

    HubRoutes.Route route() {
        return route;
    }

    HttpMethod method() {
        return method;
    }

    /// Whether it asks for a WebSocket on a stream of HTTP/2.
    boolean onStream() {
        return raw instanceof StreamSocketCodec.Request;
    }

    HttpHeaders headers() {
        return raw.headers();
    }

    HubRequest request() {
        return request;
    }

    boolean wantsContent() {
        return decided && !paused;
    }

    /// Whether it may turn out to be a WebSocket.
    boolean mayBecomeSocket() {
        return !decided && !route.negotiate() && WebSocketUpgrade.wanted(raw.headers());
    }

    boolean isOver() {
        return answered && bodyEnded;
    }

    /// Authenticates, then answers. Whatever blocks runs on a virtual thread.
    void start() {
        if (shared.cors().isPreflight(request)) {
            decided = true;
            answer(HttpResponseStatus.NO_CONTENT, null, "");
            return;
        }
        HubAuthenticator authenticator = route.endpoint().authenticator();
        if (authenticator == HubAuthenticator.anonymous()) {
            guarded(() -> go(HubPrincipal.anonymous()));
            return;
        }
        shared.virtualThreads()
                .execute(
                        () -> {
                            Decision decision = decide(authenticator);
                            ctx.executor().execute(() -> decided(decision));
                        });
    }

    private Decision decide(HubAuthenticator authenticator) {
        try {
            return Objects.requireNonNull(authenticator.authenticate(request));
        } catch (Throwable e) { // or the client would never be answered
            LOG.error("The authenticator of {} failed", route.endpoint().path(), e);
            return new Decision.Refused(500, Map.of(), "");
        }
    }

    private void decided(Decision decision) {
        if (answered) {
            return; // the client has left meanwhile
        }
        guarded(() -> follow(decision));
        handler.proceed(ctx);
    }

    private void guarded(Runnable answering) {
        try {
            answering.run();
        } catch (RuntimeException e) { // such as a header that cannot be sent
            LOG.error("A request to {} failed", route.endpoint().path(), e);
            text(500, "");
        }
    }

    private void follow(Decision decision) {
        switch (decision) {
            case Decision.Accepted(HubPrincipal principal) -> go(principal);
            case Decision.Refused(int status, Map<String, String> headers, String body) -> {
                decided = true;
                FullHttpResponse response =
                        response(
                                HttpResponseStatus.valueOf(status),
                                body.isEmpty() ? null : "text/plain",
                                body.getBytes(StandardCharsets.UTF_8));
                headers.forEach(response.headers()::set);
                send(response);
            }
        }
    }

    private void go(HubPrincipal principal) {
        decided = true;
        new RequestDispatch(this, principal).run();
    }

    /// Hands what follows to `chosen`.
    void become(ExchangeWork chosen) {
        work = chosen;
        paused = !chosen.wanted();
        if (expectsContinue && !answered) {
            ctx.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    void content(HttpContent content) {
        if (content.decoderResult().isFailure()) {
            bodyEnded = true;
            work.bodyBroken();
        } else {
            if (content.content().isReadable() && !answered && !work.body(content.content())) {
                paused = true;
            }
            if (content instanceof LastHttpContent) {
                bodyEnded = true;
                if (!paused) {
                    work.bodyEnded();
                }
            }
        }
        if (isOver()) {
            ctx.executor().execute(() -> handler.proceed(ctx));
        }
    }

    /// Input is welcome again. Never at once: whoever found it unwelcome may not have returned yet.
    void resume() {
        ctx.executor().execute(this::goOn);
    }

    private void goOn() {
        if (paused && work.wanted()) {
            paused = false;
            if (bodyEnded) {
                work.bodyEnded();
            }
            handler.proceed(ctx);
        }
    }

    void clientLeft() {
        if (!answered) {
            answered = true;
            bodyEnded = true;
            work.clientLeft();
        }
    }

    void writable() {
        work.writable();
    }

    boolean isAnswered() {
        return answered;
    }

    // ---- answers

    void answer(HttpResponseStatus status, @Nullable String type, String body) {
        send(response(status, type, body.getBytes(StandardCharsets.UTF_8)));
    }

    void text(int status, String body) {
        answer(HttpResponseStatus.valueOf(status), "text/plain", body);
    }

    FullHttpResponse response(HttpResponseStatus status, @Nullable String type, byte[] body) {
        return response(status, type, Unpooled.wrappedBuffer(body));
    }

    FullHttpResponse response(HttpResponseStatus status, @Nullable String type, ByteBuf body) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        if (type != null) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        }
        boolean bodiless = status.code() == 204 || status.code() < 200 || method == HttpMethod.HEAD;
        if (!bodiless) {
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        }
        return response;
    }

    /// Adds what every answer carries.
    void decorate(HttpMessage response) {
        shared.cors().decorate(request, response.headers()::add);
        for (HubResponseHook hook : shared.hooks()) {
            hook.decorate(request, response.headers()::add);
        }
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    /// Sends the whole answer; a second one is dropped.
    void send(FullHttpResponse response) {
        if (answered) {
            response.release();
            return;
        }
        decorate(response);
        finished(ctx.writeAndFlush(response));
    }

    /// The answer is complete with this write.
    void finished(ChannelFuture written) {
        answered = true;
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
        if (isOver()) {
            ctx.executor().execute(() -> handler.proceed(ctx));
        }
    }
}
