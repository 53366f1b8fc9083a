package im.conduit.benchmarks.live;

import im.conduit.benchmarks.signalr.Fleet;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;

/// Clients of the image hub on one node. Each watches one task at a time; the time from an event's
/// timestamp (the store's clock, in milliseconds) to its receipt is what is measured.
final class Watchers implements AutoCloseable {

    private static final String TIMESTAMP = "\"timestamp\":\"";

    private final Fleet fleet;
    private final Histogram latency = new Histogram(60_000, 3);
    private final Map<Channel, Long> since = new ConcurrentHashMap<>();
    private int next;

    Watchers(Node node, int clients) throws InterruptedException {
        fleet =
                new Fleet(
                        node.uri().getPort(),
                        "/hubs/image-generation?events=ImageProgress&access_token=" + Node.KEY,
                        true);
        fleet.connect(clients, this::heard);
    }

    /// The next `count` clients watch this task from now on.
    void watch(String taskId, int count) {
        for (int i = 0; i < count; i++) {
            Channel client = fleet.channel(next++ % fleet.size());
            since.put(client, System.currentTimeMillis());
            client.writeAndFlush(
                    Fleet.text(
                            "{\"type\":1,\"invocationId\":\"1\",\"target\":\"SubscribeToTask\","
                                    + "\"arguments\":[\""
                                    + taskId
                                    + "\"]}\u001e"));
        }
    }

    private void heard(ChannelHandlerContext context, ByteBuf buffer, int index, int length) {
        long now = System.currentTimeMillis();
        String frame = buffer.toString(index, length, StandardCharsets.UTF_8);
        int at = frame.indexOf(TIMESTAMP);
        if (at < 0 || !frame.startsWith("{\"type\":1")) {
            return;
        }
        int from = at + TIMESTAMP.length();
        long happened =
                Instant.parse(frame.substring(from, frame.indexOf('"', from))).toEpochMilli();
        // What happened before the subscription is a replay.
        if (happened >= since.getOrDefault(context.channel(), Long.MAX_VALUE)) {
            latency.recordValue(Math.clamp(now - happened, 0, 60_000));
        }
    }

    /// Latencies so far, milliseconds; not to be read while events still come.
    Histogram latency() {
        return latency;
    }

    @Override
    public void close() {
        fleet.close();
    }
}
