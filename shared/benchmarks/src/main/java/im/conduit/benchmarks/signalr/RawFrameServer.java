package im.conduit.benchmarks.signalr;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The yardstick: a bare Netty server that writes each text frame it gets to every connection of
/// `/all`, framed once and flushed once a connection, or back to the sender on `/echo`. It parses
/// nothing, checks nothing and bounds nothing.
public final class RawFrameServer {

    private final Map<EventLoop, Set<Channel>> channels = new ConcurrentHashMap<>();

    private RawFrameServer() {}

    /// Prints `listening PORT` when it is up.
    ///
    /// @param args nio, epoll or io_uring
    public static void main(String[] args) throws InterruptedException {
        NettyIo io = NettyIo.of(args.length > 0 ? args[0] : "nio");
        RawFrameServer server = new RawFrameServer();
        Channel listening =
                new ServerBootstrap()
                        .group(
                                new MultiThreadIoEventLoopGroup(
                                        Runtime.getRuntime().availableProcessors(), // as Micronaut
                                        io.handlers()))
                        .channel(io.serverChannel())
                        .option(ChannelOption.SO_BACKLOG, 4096)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(server.initializer())
                        .bind("127.0.0.1", 0)
                        .sync()
                        .channel();
        System.out.println("listening " + ((InetSocketAddress) listening.localAddress()).getPort());
        BenchServer.answerCommands();
    }

    private ChannelInitializer<SocketChannel> initializer() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(8192))
                        .addLast(
                                new WebSocketServerProtocolHandler(
                                        "/", null, false, 65536, false, true))
                        .addLast(new Frames());
            }
        };
    }

    private void broadcast(ByteBuf frame) {
        channels.forEach(
                (loop, members) -> {
                    frame.retain();
                    loop.execute(() -> write(frame, members));
                });
        frame.release();
    }

    private static void write(ByteBuf frame, Set<Channel> members) {
        for (Channel channel : members) {
            // Past the WebSocket encoder: the bytes are framed already.
            channel.pipeline().firstContext().writeAndFlush(frame.retainedDuplicate());
        }
        frame.release();
    }

    private static ByteBuf frame(ByteBuf payload) {
        int length = payload.readableBytes();
        ByteBuf frame = Unpooled.directBuffer(length + 4).writeByte(0x81);
        if (length < 126) {
            frame.writeByte(length);
        } else {
            frame.writeByte(126).writeShort(length);
        }
        return frame.writeBytes(payload);
    }

    private final class Frames extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private boolean echo;

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete done) {
                echo = done.requestUri().startsWith("/echo");
                channels.computeIfAbsent(
                                context.channel().eventLoop(), l -> ConcurrentHashMap.newKeySet())
                        .add(context.channel());
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame message) {
            if (echo) {
                context.writeAndFlush(message.retain());
            } else {
                broadcast(frame(message.content()));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            Set<Channel> members = channels.get(context.channel().eventLoop());
            if (members != null) {
                members.remove(context.channel());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close(); // the crowd has gone home
        }
    }
}
