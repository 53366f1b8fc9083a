package im.conduit.benchmarks.live;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An instance of the app as it is packaged, in a process of its own.
final class Node implements AutoCloseable {

    /// The virtual key of the load.
    static final String KEY = "condt_benchBenchBenchBenchBenchBench01";

    private static final String SECRET = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private final Process process;
    private final URI uri;

    private Node(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /// Starts an instance on a Redis that is there already.
    ///
    /// @param works whether it takes work off its queues
    static Node start(Path home, String redis, boolean works) throws IOException {
        Map<String, String> settings =
                Map.of(
                        "conduit.redis.uri", redis,
                        "conduit.pepper", SECRET,
                        "conduit.encryption-key", SECRET,
                        "conduit.keys[0].key", KEY,
                        "conduit.keys[0].name", "bench",
                        "conduit.pump.enabled", String.valueOf(works),
                        "conduit.maintenance.clock", String.valueOf(works));
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(
                List.of(
                        "-jar",
                        home.resolve("functions/local-app/target/conduit.jar").toString(),
                        "--port",
                        "0",
                        "--ephemeral"));
        Process process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.to(new File("/dev/null")))
                        .start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("ready ")) {
                Thread.ofVirtual().start(() -> drain(out));
                return new Node(process, URI.create(line.substring("ready ".length())));
            }
        }
        throw new IOException("the app ended before it was ready");
    }

    private static void drain(BufferedReader out) {
        try {
            while (out.readLine() != null) {
                // The log is not looked at.
            }
        } catch (IOException e) {
            // The node has ended.
        }
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
