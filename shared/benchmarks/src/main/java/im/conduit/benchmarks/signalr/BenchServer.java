package im.conduit.benchmarks.signalr;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Runs a server's main class in a process of its own and answers questions about that process on
/// the standard input: `cpu` (nanoseconds of processor time) and `memory` (bytes of live heap and
/// of direct buffers, after a collection).
public final class BenchServer {

    private BenchServer() {}

    /// @param args the main class, then its arguments
    public static void main(String[] args) throws Exception {
        Class.forName(args[0])
                .getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        answerCommands();
    }

    /// Starts the thread that answers; it ends the process when the input ends.
    static void answerCommands() {
        Thread.ofPlatform().name("bench-commands").daemon(false).start(BenchServer::serve);
    }

    private static void serve() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(
                        "answer "
                                + switch (line) {
                                    case "cpu" -> cpuNanos();
                                    case "memory" -> liveBytes();
                                    default -> -1;
                                });
            }
        } catch (IOException e) {
            // The driver is gone.
        }
        Runtime.getRuntime().halt(0);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long liveBytes() {
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            heap =
                    Math.min(
                            heap,
                            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        long pooled = 0;
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            pooled += pool.getMemoryUsed();
        }
        long netty = io.netty.util.internal.PlatformDependent.usedDirectMemory();
        return heap + pooled + Math.max(0, netty);
    }
}
