package im.conduit.benchmarks.signalr;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;

/// One of Netty's ways to the kernel.
record NettyIo(IoHandlerFactory handlers, Class<? extends ServerChannel> serverChannel) {

    static NettyIo of(String name) {
        return switch (name) {
            case "nio" -> new NettyIo(NioIoHandler.newFactory(), NioServerSocketChannel.class);
            case "epoll" ->
                    new NettyIo(EpollIoHandler.newFactory(), EpollServerSocketChannel.class);
            case "io_uring" ->
                    new NettyIo(IoUringIoHandler.newFactory(), IoUringServerSocketChannel.class);
            default -> throw new IllegalArgumentException("nio, epoll or io_uring, not " + name);
        };
    }
}
