package im.conduit.signalr.netty;

import im.conduit.signalr.server.HubOptions;
import im.conduit.signalr.server.OutgoingMessage;
import im.conduit.signalr.server.TransportType;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A WebSocket: the only handler behind TLS once the upgrade is done. Frames are read and written
/// here, without a codec.
final class WebSocketTransport extends QueuedTransport implements WebSocketReader.Receiver {

    private static final int NORMAL = 1000;
    private static final int INTERNAL_ERROR = 1011;
    private static final int GATHERED = 16 * 1024;

    private final Channel channel;
    private final UnsentOutput unsent;
    private final LiveConnection live;
    private final long closeNanos;
    private final WebSocketReader reader = new WebSocketReader(this);
    private final Handler handler = new Handler();
    private boolean closeSent;
    private boolean told;
    private volatile long closeSentAt;

    WebSocketTransport(Channel channel, LiveConnection live, HubOptions options) {
        super(options.bounds().pipeBytes(), options.timing().send());
        this.channel = channel;
        this.unsent = new UnsentOutput(channel);
        this.live = live;
        this.closeNanos = options.timing().close().toNanos();
    }

    UnsentOutput unsent() {
        return unsent;
    }

    Handler handler() {
        return handler;
    }

    @Override
    public TransportType type() {
        return TransportType.WEB_SOCKETS;
    }

    @Override
    EventLoop loop() {
        return channel.eventLoop();
    }

    @Override
    @Nullable ByteBuf sharedFrame(OutgoingMessage message) {
        return message.shared() ? message.framed(WebSocketFrames.KIND).bytes() : null;
    }

    @Override
    public void resumeReading() {
        channel.config().setAutoRead(true);
    }

    // ---- out, on the loop

    @Override
    void drain() {
        boolean wrote = false;
        while (channel.isWritable()) {
            Entry entry = poll();
            if (entry == null) {
                break;
            }
            wrote = true;
            write(entry);
        }
        if (wrote) {
            channel.flush();
        }
    }

    private void write(Entry entry) {
        if (entry.shared != null && (peek() == null || entry.bytes > GATHERED)) {
            channel.write(entry.shared.duplicate(), channel.voidPromise());
            return;
        }
        ByteBuf gathered = channel.alloc().ioBuffer(WebSocketFrames.sizeOf(entry.bytes));
        append(gathered, entry);
        Entry next = peek();
        while (next != null && gathered.readableBytes() + next.bytes <= GATHERED) {
            append(gathered, next);
            poll();
            next = peek();
        }
        channel.write(gathered, channel.voidPromise());
    }

    private static void append(ByteBuf out, Entry entry) {
        if (entry.shared == null) {
            WebSocketFrames.write(
                    out, WebSocketFrames.opcode(entry.message.format()), entry.message.bytes());
        } else {
            out.writeBytes(entry.shared.duplicate());
            entry.shared.release();
        }
    }

    @Override
    void finished(boolean applicationFailed) {
        sendClose(applicationFailed ? INTERNAL_ERROR : NORMAL, false);
    }

    @Override
    void cut() {
        if (channel.isActive()) {
            channel.config()
                    .setOption(ChannelOption.SO_LINGER, 0); // what is on its way is lost too
            channel.unsafe().close(channel.newPromise()); // past handlers that would take leave
        }
    }

    private void sendClose(int code, boolean thenCut) {
        if (closeSent) {
            if (thenCut) {
                cutUnless(channel.close());
            }
            return;
        }
        closeSent = true;
        closeSentAt = System.nanoTime();
        control(WebSocketFrames.CLOSE, WebSocketFrames.closePayload(code), thenCut);
    }

    private void control(int opcode, byte[] payload, boolean thenCut) {
        ByteBuf frame = channel.alloc().ioBuffer(WebSocketFrames.sizeOf(payload.length));
        WebSocketFrames.write(frame, opcode, payload);
        ChannelFuture written = channel.writeAndFlush(frame);
        if (thenCut) {
            written.addListener(ChannelFutureListener.CLOSE);
            cutUnless(written);
        }
    }

    /// A client that does not read keeps it from being done, and nobody ticks a socket whose client
    /// has taken leave.
    private void cutUnless(ChannelFuture done) {
        if (!done.isDone()) {
            cutLater();
        }
    }

    private void cutLater() {
        loop().schedule(this::cut, closeNanos, TimeUnit.NANOSECONDS);
    }

    // ---- in, on the loop

    @Override
    public void data(ByteBuffer bytes) {
        if (!closeSent && !live.receive(this, bytes)) {
            channel.config().setAutoRead(false);
            if (live.ready()) {
                channel.config().setAutoRead(true);
            }
        }
    }

    @Override
    public void ping(byte[] payload) {
        if (!closeSent && channel.isWritable()) { // who does not read gets no pongs either
            control(WebSocketFrames.PONG, payload, false);
        }
    }

    @Override
    public void close() {
        markEnded();
        sendClose(NORMAL, true);
        ended(null, true);
    }

    @Override
    public void broken(int code) {
        markEnded();
        sendClose(code, true);
        ended(new ClosedChannelException(), true);
    }

    /// Takes leave of the client, and cuts it off even when it does not answer.
    @Override
    void replaced() {
        loop().execute(
                        () -> {
                            told = true;
                            markEnded();
                            sendClose(NORMAL, false);
                            cutLater();
                        });
    }

    private void ended(@Nullable Throwable error, boolean goodbye) {
        if (!told) {
            told = true;
            live.transportEnded(this, error, goodbye);
        }
    }

    /// Called by the sweep.
    void tick(long nowNanos) {
        if (closeSentAt != 0 && nowNanos - closeSentAt > closeNanos) {
            markEnded();
            loop().execute(this::cut);
        } else {
            cutIfStuck(live, unsent, nowNanos);
        }
    }

    /// The pipeline's end of it.
    final class Handler extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof ByteBuf bytes) {
                try {
                    reader.read(bytes);
                } finally {
                    bytes.release();
                }
            } else {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            writableAgain();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            markEnded();
            ended(null, closeSent);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
