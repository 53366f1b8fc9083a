package im.conduit.signalr.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Plays the wire transcripts at the host. Each deliberate difference is an allowed one in the
/// suite,
/// with its reason.
class ConformanceTest {

    private static final Path SUITE = Path.of("src/test/conformance/transcripts.py");

    @Test
    void nothingOnTheWireDiffersFromTheReferenceServer() throws Exception {
        boolean python = pythonRuns();
        if (!python && mustNotSkip()) {
            throw new AssertionError("python3 is missing: the conformance suite cannot run");
        }
        assumeTrue(python, "python3 is missing: the conformance suite was skipped");
        int http = freePort();
        int https = freePort();
        try (ApplicationContext host =
                SampleHost.start("--http", "" + http, "--https", "" + https, "--extra")
                        .getApplicationContext()) {
            assertThat(host.isRunning()).isTrue();
            Process suite =
                    new ProcessBuilder(
                                    "python3",
                                    SUITE.toString(),
                                    "compare",
                                    "--http",
                                    "127.0.0.1:" + http,
                                    "--https",
                                    "127.0.0.1:" + https)
                            .redirectErrorStream(true)
                            .start();
            String output =
                    new String(suite.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(suite.waitFor(1, TimeUnit.MINUTES)).isTrue();
            List<String> lines = output.lines().toList();
            System.out.println("conformance: " + lines.getLast());
            assertThat(lines)
                    .as(output)
                    .noneMatch(line -> line.startsWith("differs") || line.startsWith("no golden"));
            assertThat(suite.exitValue()).as(output).isZero();
        }
    }

    private static boolean mustNotSkip() {
        return "1".equals(System.getenv("CONDUIT_NO_SKIP"))
                || "1".equals(System.getProperty("CONDUIT_NO_SKIP"));
    }

    private static boolean pythonRuns() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
