package im.conduit.benchmarks.signalr;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Many WebSocket clients on one event loop, connected to one endpoint.
public final class Fleet implements AutoCloseable {

    private static final int CONNECTING_AT_ONCE = 200;
    private static final String HANDSHAKE = "{\"protocol\":\"json\",\"version\":1}\u001e";

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(
                    1,
                    Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final List<Channel> channels = new ArrayList<>();
    private final AtomicInteger lost = new AtomicInteger();
    private final InetSocketAddress server;
    private final String path;
    private final boolean signalr;

    /// @param signalr whether to send the hub protocol's handshake
    public Fleet(int port, String path, boolean signalr) {
        this.server = new InetSocketAddress("127.0.0.1", port);
        this.path = path;
        this.signalr = signalr;
    }

    /// Connects `count` clients whose frames go to `listener`; returns when all are through their
    /// handshakes.
    public Fleet connect(int count, FrameCounter.Listener listener) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(count);
        Semaphore connecting = new Semaphore(CONNECTING_AT_ONCE);
        for (int i = 0; i < count; i++) {
            connecting.acquire();
            channels.add(
                    open(
                            listener,
                            () -> {
                                connecting.release();
                                ready.countDown();
                            }));
        }
        if (!ready.await(120, TimeUnit.SECONDS)) {
            throw new IllegalStateException(ready.getCount() + " clients did not connect");
        }
        return this;
    }

    private Channel open(FrameCounter.Listener listener, Runnable ready)
            throws InterruptedException {
        HandshakeListener frames = new HandshakeListener(listener, ready, signalr);
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(loops)
                        .channel(
                                Epoll.isAvailable()
                                        ? EpollSocketChannel.class
                                        : NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .handler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        channel.pipeline()
                                                .addLast(
                                                        new FrameCounter(
                                                                frames,
                                                                () -> opened(channel, ready),
                                                                lost::incrementAndGet));
                                    }
                                });
        Channel channel = bootstrap.connect(server).sync().channel();
        channel.writeAndFlush(Unpooled.copiedBuffer(upgrade(), StandardCharsets.ISO_8859_1));
        return channel;
    }

    private void opened(Channel channel, Runnable ready) {
        if (signalr) {
            channel.writeAndFlush(text(HANDSHAKE));
        } else {
            ready.run();
        }
    }

    private String upgrade() {
        return "GET "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + server.getPort()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n\r\n";
    }

    /// A masked text frame (mask zero).
    public static ByteBuf text(String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = Unpooled.buffer(bytes.length + 8).writeByte(0x81);
        if (bytes.length < 126) {
            frame.writeByte(0x80 | bytes.length);
        } else {
            frame.writeByte(0x80 | 126).writeShort(bytes.length);
        }
        return frame.writeInt(0).writeBytes(bytes);
    }

    public Channel channel(int index) {
        return channels.get(index);
    }

    public int size() {
        return channels.size();
    }

    /// Connections that ended before the fleet was closed.
    public int lost() {
        return lost.get();
    }

    @Override
    public void close() {
        channels.forEach(Channel::close);
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /// Takes the handshake's answer, then passes every frame on.
    private static final class HandshakeListener implements FrameCounter.Listener {
        private final FrameCounter.Listener next;
        private final Runnable ready;
        private boolean waiting;

        HandshakeListener(FrameCounter.Listener next, Runnable ready, boolean waiting) {
            this.next = next;
            this.ready = ready;
            this.waiting = waiting;
        }

        @Override
        public void frame(
                io.netty.channel.ChannelHandlerContext context,
                ByteBuf buffer,
                int index,
                int length) {
            if (waiting) {
                waiting = false;
                ready.run();
            } else {
                next.frame(context, buffer, index, length);
            }
        }
    }
}
