package im.conduit.benchmarks.signalr;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/// What one run measured.
///
/// @param messages messages delivered
/// @param nanos wall time
/// @param cpuNanos the server's processor time
/// @param latency nanoseconds from send to receipt
/// @param lost connections that ended
record Figures(long messages, long nanos, long cpuNanos, Histogram latency, int lost) {

    double perSecond() {
        return messages * 1e9 / nanos;
    }

    double perCpuSecond() {
        return messages * 1e9 / Math.max(1, cpuNanos);
    }

    double millis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,11.0f msg/s  %,12.0f msg/cpu-s  p50 %7.2f  p99 %7.2f  p99.9 %7.2f ms%s",
                perSecond(),
                perCpuSecond(),
                millis(50),
                millis(99),
                millis(99.9),
                lost == 0 ? "" : "  LOST " + lost);
    }
}
