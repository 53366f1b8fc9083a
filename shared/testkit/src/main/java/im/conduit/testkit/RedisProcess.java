package im.conduit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A `redis-server` of the machine, empty, on a free loopback port, for as long as a test needs it.
public final class RedisProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Process process;
    private final int port;

    private RedisProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts a server that keeps nothing on disk and accepts connections when this returns.
    ///
    /// @param options further ones, as on the command line
    public static RedisProcess start(String... options) {
        int port = FreePort.find();
        List<String> command =
                new ArrayList<>(List.of("redis-server", "--port", String.valueOf(port)));
        command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        command.addAll(List.of(options));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            RedisProcess redis = new RedisProcess(process, port);
            redis.awaitConnections();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException("redis-server cannot be started", e);
        }
    }

    /// `redis://127.0.0.1:port`.
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    private void awaitConnections() throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || Instant.now().isAfter(end)) {
                    process.destroyForcibly();
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    /// Ends the server.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
