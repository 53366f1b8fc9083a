package im.conduit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A `redis-server` of the machine, empty, on a free loopback port, for as long as a test needs it.
public final class RedisProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> command;
    private final int port;
    private final Path folder;
    private Process process;

    private RedisProcess(List<String> options) {
        try {
            this.port = FreePort.find();
            this.folder = Files.createTempDirectory("redis");
            this.command = new ArrayList<>(List.of("redis-server", "--port", "" + port));
            command.addAll(List.of("--bind", "127.0.0.1", "--dir", folder.toString()));
            command.addAll(List.of("--save", "", "--appendonly", "no"));
            command.addAll(options);
            this.process = launch();
            Runtime.getRuntime().addShutdownHook(new Thread(this::close));
            await("PING", "+PONG");
        } catch (IOException e) {
            throw new UncheckedIOException("redis-server cannot be started", e);
        }
    }

    /// Starts a server that keeps nothing on disk and accepts connections when this returns.
    ///
    /// @param options further ones, as on the command line
    public static RedisProcess start(String... options) {
        return new RedisProcess(List.of(options));
    }

    /// Starts a server that has every write on disk before it answers, for [#restart].
    public static RedisProcess startDurable() {
        return start("--appendonly", "yes", "--appendfsync", "always");
    }

    /// Starts a cluster of one node that owns all slots: Redis 7.
    public static RedisProcess startCluster() {
        RedisProcess redis =
                start(
                        "--cluster-enabled",
                        "yes",
                        "--cluster-announce-ip",
                        "127.0.0.1",
                        "--cluster-port",
                        "" + FreePort.find());
        redis.command("CLUSTER ADDSLOTSRANGE 0 16383");
        redis.await("CLUSTER INFO", "cluster_state:ok");
        return redis;
    }

    /// `redis://127.0.0.1:port`.
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /// Kills it without warning and starts it again on its files.
    public void restart() {
        try {
            kill();
            process = launch();
            await("PING", "+PONG");
        } catch (IOException e) {
            throw new UncheckedIOException("redis-server cannot be started", e);
        }
    }

    /// Sends one line as `redis-cli` would and returns the raw answer.
    public String command(String line) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write((line + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
    }

    private void await(String line, String answer) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(line, answer)) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                process.destroyForcibly();
                throw new IllegalStateException("redis-server does not answer " + line);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private boolean answers(String line, String answer) {
        try {
            return command(line).contains(answer);
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the server and removes its files.
    @Override
    public void close() {
        kill();
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
