package im.conduit.benchmarks.signalr;

import io.netty.buffer.ByteBuf;
import org.HdrHistogram.Histogram;

/// Messages that carry their time of sending, `@nanoseconds@`, and the latencies read off them.
final class StampedMessages {

    private static final byte MARK = '@';

    private final String padding;
    private final Histogram latency = new Histogram(60_000_000_000L, 3);

    /// @param size bytes of text, at least 32
    StampedMessages(int size) {
        this.padding = "x".repeat(Math.max(0, size - 24));
    }

    String next() {
        return "@" + System.nanoTime() + "@" + padding;
    }

    /// Reads the stamp; called on the driver's one event loop.
    void arrived(ByteBuf buffer, int index, int length) {
        int from = buffer.indexOf(index, index + length, MARK);
        long sent = 0;
        for (int i = from + 1; from >= 0 && i < index + length; i++) {
            byte digit = buffer.getByte(i);
            if (digit == MARK) {
                latency.recordValue(Math.clamp(System.nanoTime() - sent, 1, 60_000_000_000L));
                return;
            }
            sent = sent * 10 + (digit - '0');
        }
    }

    /// Latencies since the last reset.
    Histogram latency() {
        return latency.copy();
    }

    void reset() {
        latency.reset();
    }
}
