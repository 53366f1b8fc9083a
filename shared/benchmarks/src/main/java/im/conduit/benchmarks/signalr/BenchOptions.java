package im.conduit.benchmarks.signalr;

import java.util.Arrays;
import java.util.List;

/// How much to measure.
///
/// @param clients sizes of the crowd
/// @param seconds of each run
/// @param rounds runs of each kind, alternating; the median counts
/// @param idle connections of the memory run, 0 for none
/// @param io ways to the kernel
record BenchOptions(List<Integer> clients, int seconds, int rounds, int idle, List<String> io) {

    static final String USAGE =
            "options: --clients 100,1000 --seconds 5 --rounds 3 --idle 10000"
                    + " --io nio,epoll,io_uring";

    /// @throws IllegalArgumentException when an option is none, or its value no number
    static BenchOptions parse(String[] args) {
        BenchOptions o =
                new BenchOptions(List.of(100, 1_000, 5_000), 5, 3, 10_000, List.of("epoll"));
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException("no value behind " + args[i]);
            }
            o = o.with(args[i], args[i + 1]);
        }
        return o;
    }

    private BenchOptions with(String name, String value) {
        return switch (name) {
            case "--clients" -> new BenchOptions(numbers(value), seconds, rounds, idle, io);
            case "--seconds" -> new BenchOptions(clients, number(value), rounds, idle, io);
            case "--rounds" -> new BenchOptions(clients, seconds, number(value), idle, io);
            case "--idle" -> new BenchOptions(clients, seconds, rounds, number(value), io);
            case "--io" ->
                    new BenchOptions(clients, seconds, rounds, idle, List.of(value.split(",", -1)));
            default -> throw new IllegalArgumentException("unknown option " + name);
        };
    }

    long millis() {
        return seconds * 1_000L;
    }

    long warmUp() {
        return Math.max(500, millis() / 2);
    }

    private static int number(String value) {
        return Integer.parseInt(value);
    }

    private static List<Integer> numbers(String value) {
        return value.isEmpty()
                ? List.of()
                : Arrays.stream(value.split(",", -1)).map(Integer::valueOf).toList();
    }
}
