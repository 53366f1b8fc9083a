package im.conduit.benchmarks.signalr;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// One member of a crowd speaks, all hear it. Closed loop: at most `inFlight` messages are on their
/// way to anybody; with a rate: an open loop.
final class BroadcastLoad {

    private static final int SAMPLED = 16;

    private final Target target;
    private final int clients;
    private final StampedMessages messages;
    private long delivered;
    private long frames;
    private long sent;
    private int inFlight;

    BroadcastLoad(Target target, int clients, int size) {
        this.target = target;
        this.clients = clients;
        this.messages = new StampedMessages(size);
    }

    /// Connects the crowd, warms up, measures.
    ///
    /// @param window messages in flight
    /// @param rate messages a second for an open loop, 0 for the closed one
    Figures run(int window, double rate, long warmUpMillis, long millis)
            throws IOException, InterruptedException {
        try (Fleet fleet =
                new Fleet(target.server().port(), target.broadcastPath(), target.signalr())) {
            fleet.connect(clients, this::heard);
            Channel speaker = fleet.channel(0);
            ScheduledFuture<?> ticking = start(speaker, window, rate);
            Thread.sleep(warmUpMillis);
            long before = on(speaker, () -> resetAndCount());
            long cpu = target.server().cpuNanos();
            long begin = System.nanoTime();
            Thread.sleep(millis);
            long after = on(speaker, () -> delivered);
            long nanos = System.nanoTime() - begin;
            long cpuUsed = target.server().cpuNanos() - cpu;
            if (ticking != null) {
                ticking.cancel(false);
            }
            inFlight = 0;
            return new Figures(after - before, nanos, cpuUsed, messages.latency(), fleet.lost());
        }
    }

    private @org.jspecify.annotations.Nullable ScheduledFuture<?> start(
            Channel speaker, int window, double rate) throws InterruptedException {
        this.speaker = speaker;
        if (rate > 0) {
            long gap = (long) (1e9 / rate);
            return speaker.eventLoop()
                    .scheduleAtFixedRate(() -> speak(speaker), gap, gap, TimeUnit.NANOSECONDS);
        }
        on(
                speaker,
                () -> {
                    inFlight = window;
                    refill();
                    return 0;
                });
        return null;
    }

    private @org.jspecify.annotations.Nullable Channel speaker;

    private long resetAndCount() {
        messages.reset();
        return delivered;
    }

    private void heard(ChannelHandlerContext context, ByteBuf buffer, int index, int length) {
        // A frame may hold several records; each ends in 0x1E.
        int records = 0;
        for (int at = index, end = index + length; at < end; ) {
            int next = buffer.indexOf(at, end, (byte) 0x1E);
            if (next < 0) {
                break;
            }
            records++;
            at = next + 1;
        }
        if (buffer.getByte(index + 8) != '1') {
            return;
        }
        if (frames++ % SAMPLED == 0) {
            messages.arrived(buffer, index, length);
        }
        delivered += records;
        if (inFlight > 0) {
            refill();
        }
    }

    private void refill() {
        Channel to = speaker;
        while (to != null && inFlight > 0 && sent - delivered / clients < inFlight) {
            speak(to);
        }
    }

    private void speak(Channel channel) {
        sent++;
        channel.writeAndFlush(Fleet.text(target.broadcast(messages.next())));
    }

    private static long on(Channel channel, java.util.concurrent.Callable<Long> question)
            throws InterruptedException {
        return channel.eventLoop().submit(question).sync().getNow();
    }

    private static long on(Channel channel, java.util.function.IntSupplier action)
            throws InterruptedException {
        return channel.eventLoop().submit(action::getAsInt).sync().getNow();
    }
}
