package im.conduit.benchmarks.signalr;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;

/// Every client asks again as soon as it is answered.
final class EchoLoad {

    private final Target target;
    private final int clients;
    private final StampedMessages messages;
    private long answered;

    EchoLoad(Target target, int clients, int size) {
        this.target = target;
        this.clients = clients;
        this.messages = new StampedMessages(size);
    }

    Figures run(long warmUpMillis, long millis) throws IOException, InterruptedException {
        try (Fleet fleet = new Fleet(target.server().port(), target.echoPath(), target.signalr())) {
            fleet.connect(clients, this::answered);
            for (int i = 0; i < clients; i++) {
                ask(fleet.channel(i));
            }
            Thread.sleep(warmUpMillis);
            Channel first = fleet.channel(0);
            long before =
                    first.eventLoop()
                            .submit(
                                    () -> {
                                        messages.reset();
                                        return answered;
                                    })
                            .sync()
                            .getNow();
            long cpu = target.server().cpuNanos();
            long begin = System.nanoTime();
            Thread.sleep(millis);
            long after = first.eventLoop().submit(() -> answered).sync().getNow();
            long nanos = System.nanoTime() - begin;
            long cpuUsed = target.server().cpuNanos() - cpu;
            return new Figures(after - before, nanos, cpuUsed, messages.latency(), fleet.lost());
        }
    }

    private void answered(ChannelHandlerContext context, ByteBuf buffer, int index, int length) {
        int stamp = buffer.indexOf(index, index + length, (byte) '@');
        if (stamp < 0) {
            return;
        }
        answered++;
        messages.arrived(buffer, index, length);
        ask(context.channel());
    }

    private void ask(Channel channel) {
        channel.writeAndFlush(Fleet.text(target.echo(messages.next())));
    }
}
