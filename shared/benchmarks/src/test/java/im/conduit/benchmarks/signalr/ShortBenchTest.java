package im.conduit.benchmarks.signalr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The short form of `./conduit bench signalr`: everything that is sent arrives, and nobody is
/// lost. Speed is not judged here.
class ShortBenchTest {

    private static final String SAMPLE = "im.conduit.signalr.sample.SampleHost";

    @Test
    void everyLoadRunsOnTheYardstickAndOnTheServer() throws Exception {
        try (ServerProcess raw =
                        ServerProcess.start(
                                List.of(), RawFrameServer.class.getName(), List.of("nio"));
                ServerProcess ours =
                        ServerProcess.start(
                                List.of(),
                                BenchServer.class.getName(),
                                List.of(SAMPLE, "--http", freePort()))) {
            run(new Target("raw", false, "/all", "/echo", raw));
            run(new Target("conduit", true, "/chatHub", "/testhub", ours));
        }
    }

    private static void run(Target target) throws IOException, InterruptedException {
        served(new EchoLoad(target, 10, 96).run(300, 500));
        served(new BroadcastLoad(target, 50, 96).run(1, 0, 300, 500));
        served(new BroadcastLoad(target, 50, 96).run(8, 0, 300, 500));
        served(new BroadcastLoad(target, 50, 96).run(0, 20, 300, 500));
        assertThat(IdleLoad.bytesPerConnection(target, 200)).isBetween(1L, 100_000L);
    }

    private static void served(Figures figures) {
        assertThat(figures.messages()).isPositive();
        assertThat(figures.latency().getTotalCount()).isPositive();
        assertThat(figures.lost()).isZero();
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(socket.getLocalPort());
        }
    }
}
