package im.conduit.signalr.netty;

import im.conduit.signalr.server.Ending;
import im.conduit.signalr.server.HubOptions;
import im.conduit.signalr.server.OutgoingMessage;
import im.conduit.signalr.server.TransportType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/// Long polling: what is queued goes out with the poll that is there or comes next. Input comes by
/// posts. Polls come over any channel; their answers are written on that channel's loop.
final class PollTransport extends QueuedTransport {

    private static final String OCTETS = "application/octet-stream";

    private final LiveConnection live;
    private final int pipeBytes;
    private final long pollNanos;
    private final long gapNanos;
    private volatile EventLoop loop;
    private @Nullable HubExchange current;
    private long since = System.nanoTime();
    private boolean first = true;
    private @Nullable HttpResponseStatus end; // the answer to the last poll, once it is known
    private boolean deleted;

    PollTransport(LiveConnection live, HubOptions options, EventLoop loop) {
        super(options.bounds().pipeBytes(), options.timing().send());
        this.live = live;
        this.pipeBytes = options.bounds().pipeBytes();
        this.pollNanos = options.timing().poll().toNanos();
        this.gapNanos = options.timing().disconnect().toNanos();
        this.loop = loop;
    }

    @Override
    public TransportType type() {
        return TransportType.LONG_POLLING;
    }

    @Override
    EventLoop loop() {
        return loop;
    }

    @Override
    @Nullable ByteBuf sharedFrame(OutgoingMessage message) {
        return null;
    }

    @Override
    public void resumeReading() {
        live.tellWaiting();
    }

    /// A poll has come. On its channel's loop.
    void poll(HubExchange exchange) {
        HubExchange older;
        boolean answerAtOnce;
        synchronized (this) {
            older = current;
            answerAtOnce = first;
            first = false;
            current = answerAtOnce ? null : exchange;
            since = System.nanoTime();
            loop = exchange.context().channel().eventLoop();
        }
        if (older != null) {
            answer(older, HttpResponseStatus.NO_CONTENT, null, Unpooled.EMPTY_BUFFER);
        }
        if (answerAtOnce) {
            answer(exchange, HttpResponseStatus.OK, OCTETS, Unpooled.EMPTY_BUFFER);
        } else {
            exchange.become(
                    new ExchangeWork() {
                        @Override
                        public void clientLeft() {
                            dropped(exchange);
                        }
                    });
            goOn();
        }
    }

    private void goOn() {
        drain();
        finishWhenEmpty();
    }

    private synchronized void dropped(HubExchange exchange) {
        if (current == exchange) {
            current = null;
            since = System.nanoTime();
        }
    }

    @Override
    void drain() {
        HubExchange poll;
        ByteBuf data;
        boolean over;
        HttpResponseStatus status;
        synchronized (this) {
            poll = current;
            status = peek() == null ? end : HttpResponseStatus.OK;
            if (poll == null || status == null) {
                return;
            }
            if (!poll.context().executor().inEventLoop()) {
                // its client may leave before an answer gets there: nothing is taken before
                poll.context().executor().execute(this::goOn);
                return;
            }
            data = peek() == null ? Unpooled.EMPTY_BUFFER : takeQueued();
            current = null;
            since = System.nanoTime();
            over = status != HttpResponseStatus.OK || deleted;
        }
        answer(poll, status, type(status), data);
        if (over) {
            live.markOver();
        }
    }

    private static @Nullable String type(HttpResponseStatus status) {
        return switch (status.code()) {
            case 200 -> OCTETS;
            case 500 -> "text/plain";
            default -> null;
        };
    }

    private ByteBuf takeQueued() {
        ByteBuf data = Unpooled.buffer(Math.min(pipeBytes, queuedBytes()));
        Entry next = peek();
        while (next != null
                && (data.readableBytes() == 0 || data.readableBytes() + next.bytes <= pipeBytes)) {
            data.writeBytes(next.message.bytes());
            super.poll();
            next = peek();
        }
        return data;
    }

    @Override
    void finished(boolean applicationFailed) {
        synchronized (this) {
            end =
                    applicationFailed
                            ? HttpResponseStatus.INTERNAL_SERVER_ERROR
                            : HttpResponseStatus.NO_CONTENT;
        }
        drain();
    }

    @Override
    void cut() {
        HubExchange poll;
        synchronized (this) {
            poll = current;
            current = null;
        }
        if (poll != null) {
            answer(poll, HttpResponseStatus.NO_CONTENT, null, Unpooled.EMPTY_BUFFER);
        }
        live.cutOff(this);
    }

    /// The client takes leave: what is queued is dropped, a waiting poll gets the Close message.
    void delete() {
        boolean waiting;
        synchronized (this) {
            deleted = true;
            waiting = current != null;
        }
        live.end(Ending.pollingEnded("client_deleted"));
        if (!waiting) {
            markEnded();
        }
        live.markOver();
    }

    /// Called by the sweep.
    void tick(long nowNanos) {
        HubExchange poll;
        boolean abandoned;
        synchronized (this) {
            poll = current != null && nowNanos - since >= pollNanos ? current : null;
            if (poll != null) {
                current = null;
                since = nowNanos;
            }
            abandoned = current == null && nowNanos - since > gapNanos;
        }
        if (poll != null) {
            answer(poll, HttpResponseStatus.OK, "text/plain", Unpooled.EMPTY_BUFFER);
        }
        if (abandoned) {
            live.end(Ending.pollingEnded("poll_gap"));
            markEnded();
            live.markOver();
        }
    }

    private static void answer(
            HubExchange poll, HttpResponseStatus status, @Nullable String type, ByteBuf body) {
        if (!poll.context().executor().inEventLoop()) {
            poll.context().executor().execute(() -> answer(poll, status, type, body));
            return;
        }
        FullHttpResponse response = poll.response(status, type, body);
        CacheHeaders.forbid(response.headers());
        poll.send(response);
    }
}
