package im.conduit.benchmarks.signalr;

import java.io.IOException;

/// Connections that do nothing: what one costs the server, heap and direct memory.
final class IdleLoad {

    private IdleLoad() {}

    /// Bytes a connection.
    static long bytesPerConnection(Target target, int clients)
            throws IOException, InterruptedException {
        try (Fleet warm = new Fleet(target.server().port(), target.echoPath(), target.signalr())) {
            warm.connect(Math.min(clients, 500), (c, b, i, l) -> {});
        }
        Thread.sleep(1_000);
        long before = target.server().liveBytes();
        try (Fleet fleet = new Fleet(target.server().port(), target.echoPath(), target.signalr())) {
            fleet.connect(clients, (c, b, i, l) -> {});
            Thread.sleep(2_000);
            return (target.server().liveBytes() - before) / clients;
        }
    }
}
