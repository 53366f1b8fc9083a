package im.conduit.signalr.netty;

import im.conduit.signalr.server.HubOptions;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.OutgoingMessage;
import im.conduit.signalr.server.TransportType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Server-sent events: an answer that does not end, an event for each message. Input comes by
/// posts.
final class EventStreamTransport extends QueuedTransport implements ExchangeWork {

    private static final byte[] FIRST = ":\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int END_OF_EVENT = 4;
    private static final int GATHERED = 16 * 1024;

    /// The event that all streams of a broadcast share.
    private static final OutgoingMessage.FrameKind<WebSocketFrames.SharedFrame> KIND =
            message -> {
                ByteBuf event = Unpooled.directBuffer(message.bytes().length + 16);
                write(event, message.bytes());
                return new WebSocketFrames.SharedFrame(event);
            };

    private final HubExchange exchange;
    private final Channel channel;
    private final UnsentOutput unsent;
    private final LiveConnection live;
    private final HubPrincipal principal;
    private final long closeNanos;

    EventStreamTransport(
            HubExchange exchange, LiveConnection live, HubPrincipal principal, HubOptions options) {
        super(options.bounds().pipeBytes(), options.timing().send());
        this.exchange = exchange;
        this.channel = exchange.context().channel();
        this.unsent = new UnsentOutput(channel);
        this.live = live;
        this.principal = principal;
        this.closeNanos = options.timing().close().toNanos();
    }

    @Override
    public TransportType type() {
        return TransportType.SERVER_SENT_EVENTS;
    }

    @Override
    EventLoop loop() {
        return channel.eventLoop();
    }

    @Override
    @Nullable ByteBuf sharedFrame(OutgoingMessage message) {
        return message.shared() ? message.framed(KIND).bytes() : null;
    }

    @Override
    public void resumeReading() {
        live.tellWaiting();
    }

    @Override
    public void bodyEnded() {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        exchange.decorate(head);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache,no-store")
                .set(HttpHeaderNames.PRAGMA, "no-cache")
                .set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.IDENTITY)
                .set("X-Accel-Buffering", "no")
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        if (!RequestDispatch.connected(exchange, live, this, principal)) {
            return;
        }
        // what the application says comes later, by tasks of this loop
        exchange.context().write(head);
        exchange.context().writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(FIRST)));
    }

    private static void write(ByteBuf out, byte[] message) {
        int start = 0;
        while (start <= message.length) {
            int end = start;
            while (end < message.length && message[end] != '\n') {
                end++;
            }
            int length = end - start;
            if (length > 0 && message[end - 1] == '\r') {
                length--;
            }
            out.writeBytes(DATA).writeBytes(message, start, length).writeBytes(END);
            start = end + 1;
        }
        out.writeBytes(END);
    }

    @Override
    void drain() {
        boolean wrote = false;
        while (channel.isWritable()) {
            Entry entry = poll();
            if (entry == null) {
                break;
            }
            wrote = true;
            ByteBuf events = gathered(entry);
            int end = events.writerIndex() - END_OF_EVENT;
            // the end of an event has a chunk of its own, as with the reference server
            ByteBuf ending = events.retainedSlice(end, END_OF_EVENT);
            exchange.context().write(new DefaultHttpContent(events.writerIndex(end)));
            exchange.context().write(new DefaultHttpContent(ending));
        }
        if (wrote) {
            exchange.context().flush();
        }
    }

    private ByteBuf gathered(Entry first) {
        if (first.shared != null && peek() == null) {
            return first.shared.duplicate();
        }
        ByteBuf events = channel.alloc().ioBuffer(first.bytes + 16);
        append(events, first);
        Entry next = peek();
        while (next != null && events.readableBytes() + next.bytes <= GATHERED) {
            append(events, next);
            poll();
            next = peek();
        }
        return events;
    }

    private static void append(ByteBuf events, Entry entry) {
        if (entry.shared == null) {
            write(events, entry.message.bytes());
        } else {
            events.writeBytes(entry.shared.duplicate());
            entry.shared.release();
        }
    }

    @Override
    void finished(boolean applicationFailed) {
        if (!exchange.isAnswered()) {
            ChannelFuture last =
                    exchange.context().writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            exchange.finished(last);
            cutUnless(last);
        }
        live.markOver();
    }

    /// A client that does not read keeps it from being done, and nobody ticks what is over.
    private void cutUnless(ChannelFuture last) {
        if (!last.isDone()) {
            ScheduledFuture<?> end = loop().schedule(this::cut, closeNanos, TimeUnit.NANOSECONDS);
            last.addListener(_ -> end.cancel(false));
        }
    }

    UnsentOutput unsent() {
        return unsent;
    }

    @Override
    void cut() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0); // what is on its way is lost too
        channel.close();
        live.cutOff(this);
    }

    @Override
    public void clientLeft() {
        markEnded();
        live.transportEnded(this, null, true);
    }

    @Override
    public void writable() {
        writableAgain();
    }

    /// Called by the sweep.
    void tick(long nowNanos) {
        cutIfStuck(live, unsent, nowNanos);
    }
}
