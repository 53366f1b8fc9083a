package im.conduit.benchmarks.signalr;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// `./conduit bench signalr`: our server beside the raw frame writer, alternating in one run,
/// medians at the end.
///
/// Options: `--clients 100,1000,5000`, `--seconds 5`, `--rounds 3`, `--idle 10000`, `--io
/// nio,epoll,io_uring`.
public final class SignalrBench {

    private static final int TEXT = 96;
    private static final int[] WINDOWS = {1, 8};
    private static final String SAMPLE = "im.conduit.signalr.sample.SampleHost";

    private final BenchOptions options;
    private final String io;

    SignalrBench(BenchOptions options, String io) {
        this.options = options;
        this.io = io;
    }

    /// Runs the whole table for each way to the kernel.
    public static void main(String[] args) throws IOException, InterruptedException {
        BenchOptions options;
        try {
            options = BenchOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + BenchOptions.USAGE);
            System.exit(2);
            return;
        }
        for (String io : options.io()) {
            System.out.println("== " + io);
            new SignalrBench(options, io).run();
        }
    }

    void run() throws IOException, InterruptedException {
        try (ServerProcess raw =
                        ServerProcess.start(
                                List.of(), RawFrameServer.class.getName(), List.of(io));
                ServerProcess ours =
                        ServerProcess.start(
                                List.of(
                                        "-Dmicronaut.netty.event-loops.default.transport=" + io,
                                        "-Dmicronaut.netty.event-loops.parent.transport=" + io,
                                        "-Dlogger.levels.ROOT=WARN"),
                                BenchServer.class.getName(),
                                List.of(SAMPLE, "--http", freePort()))) {
            Target yardstick = new Target("raw", false, "/all", "/echo", raw);
            Target conduit = new Target("conduit", true, "/chatHub", "/testhub", ours);
            echo(yardstick, conduit);
            for (int clients : options.clients()) {
                for (int window : WINDOWS) {
                    broadcast(yardstick, conduit, clients, window);
                }
            }
            if (options.idle() > 0) {
                idle(yardstick, conduit);
            }
        }
    }

    private void echo(Target raw, Target ours) throws IOException, InterruptedException {
        List<Figures> rawRuns = new ArrayList<>();
        List<Figures> ourRuns = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            rawRuns.add(new EchoLoad(raw, 100, TEXT).run(options.warmUp(), options.millis()));
            ourRuns.add(new EchoLoad(ours, 100, TEXT).run(options.warmUp(), options.millis()));
        }
        report("echo, 100 clients", rawRuns, ourRuns);
    }

    private void broadcast(Target raw, Target ours, int clients, int window)
            throws IOException, InterruptedException {
        List<Figures> rawRuns = new ArrayList<>();
        List<Figures> ourRuns = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            rawRuns.add(broadcastOnce(raw, clients, window, 0));
            ourRuns.add(broadcastOnce(ours, clients, window, 0));
        }
        report("broadcast to " + clients + ", " + window + " in flight", rawRuns, ourRuns);
        double half = median(ourRuns).perSecond() / clients / 2;
        System.out.println("    half load     " + broadcastOnce(ours, clients, window, half));
    }

    private Figures broadcastOnce(Target target, int clients, int window, double rate)
            throws IOException, InterruptedException {
        return new BroadcastLoad(target, clients, TEXT)
                .run(window, rate, options.warmUp(), options.millis());
    }

    private void idle(Target raw, Target ours) throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "idle, %d connections: raw %,d bytes, conduit %,d bytes a connection%n",
                options.idle(),
                IdleLoad.bytesPerConnection(raw, options.idle()),
                IdleLoad.bytesPerConnection(ours, options.idle()));
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(socket.getLocalPort());
        }
    }

    private static void report(String what, List<Figures> raw, List<Figures> ours) {
        Figures yardstick = median(raw);
        Figures conduit = median(ours);
        System.out.println(what);
        System.out.println("    raw           " + yardstick);
        System.out.println("    conduit       " + conduit);
        System.out.printf(
                Locale.ROOT,
                "    ratio         %.2f of its messages/s, %.2f of its messages per CPU second%n",
                conduit.perSecond() / yardstick.perSecond(),
                conduit.perCpuSecond() / yardstick.perCpuSecond());
    }

    private static Figures median(List<Figures> runs) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(Figures::perSecond))
                .toList()
                .get(runs.size() / 2);
    }
}
