package im.conduit.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real Redis beside the app, on loopback, working in the data folder.
///
/// There is never a second one on the same folder: its port is written down before it is started,
/// so a Redis that outlived a killed app is found there and adopted, and two that start at once
/// fight for the port and one gives up before it has read a file. It runs in a session of its own,
/// so that Ctrl-C reaches the app alone, which stops it last. One that dies is started again.
final class EmbeddedRedis implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final int MOST_LAUNCHES = 5;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);

    private final Path folder;
    private final String password;
    private final Persistence persistence;
    private final Path executable;
    private volatile boolean closing;
    private volatile int port;
    private @Nullable ProcessHandle server;

    /// How writes are kept.
    enum Persistence {
        /// Not at all.
        NONE,
        /// In the append-only file, forced to the disk every second.
        EVERYSEC,
        /// In the append-only file, forced to the disk before each answer.
        ALWAYS
    }

    private EmbeddedRedis(DataFolder data, Persistence persistence) {
        this.folder = data.room("redis");
        this.password = data.secret("redis-password", () -> Secrets.alphanumerics(32));
        this.persistence = persistence;
        this.executable = RedisExecutable.find(System.getenv().getOrDefault("PATH", ""), folder);
    }

    /// Starts one, or adopts the one that is still there. It has read its file when this returns.
    ///
    /// @throws StartFailure when it does not come up
    static EmbeddedRedis start(DataFolder data, Persistence persistence) {
        EmbeddedRedis redis = new EmbeddedRedis(data, persistence);
        redis.bringUp();
        return redis;
    }

    /// Stops the one that a killed app left in `data`, if there is one.
    static void stopLeftover(DataFolder data) {
        Path folder = data.room("redis");
        String password = data.secret("redis-password", () -> Secrets.alphanumerics(32));
        int port = writtenPort(folder.resolve("port"));
        if (port > 0
                && RedisProbe.ask(port, password, folder)
                        instanceof RedisProbe.Answer.Ours(long pid, boolean _)) {
            ProcessHandle.of(pid).ifPresent(EmbeddedRedis::end);
        }
    }

    /// Where it is, password included: for the settings, never for a log.
    String uri() {
        return "redis://:" + password + "@127.0.0.1:" + port;
    }

    /// Stops it; what it has acknowledged is on the disk when this returns.
    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            if (server != null) {
                end(server);
            }
        }
    }

    private synchronized void bringUp() {
        List<Process> launched = new ArrayList<>();
        try {
            ProcessHandle running = awaitServer(launched);
            server = running;
            watch(running);
        } catch (RuntimeException e) {
            launched.forEach(process -> end(process.toHandle()));
            throw e;
        }
    }

    /// Looks who is on our port until it is our Redis; launches one where nobody is.
    private ProcessHandle awaitServer(List<Process> launched) {
        Path portFile = folder.resolve("port");
        port = writtenPort(portFile);
        Instant limit = Instant.now().plus(START_LIMIT);
        while (!closing && Instant.now().isBefore(limit) && launched.size() <= MOST_LAUNCHES) {
            switch (port == 0
                    ? new RedisProbe.Answer.Foreign()
                    : RedisProbe.ask(port, password, folder)) {
                case RedisProbe.Answer.Ours(long pid, boolean loading) -> {
                    if (!loading) {
                        return ProcessHandle.of(pid).orElseThrow();
                    }
                    limit = Instant.now().plus(START_LIMIT);
                }
                case RedisProbe.Answer.Foreign() -> {
                    port = freePort();
                    write(portFile, port);
                }
                case RedisProbe.Answer.Nobody() -> {
                    if (launched.isEmpty() || !launched.getLast().isAlive()) {
                        launched.add(launch());
                    }
                }
                case RedisProbe.Answer.Silent() -> LOG.debug("redis-busy port={}", port);
            }
            pause(LOOK_AGAIN);
        }
        throw new StartFailure(
                "the embedded Redis does not start; see " + folder.resolve("redis.log"));
    }

    private void watch(ProcessHandle running) {
        CompletableFuture<?> _ =
                running.onExit()
                        .thenRunAsync(
                                () -> startAgain(running.pid()),
                                task -> Thread.ofVirtual().name("redis-watch").start(task));
    }

    private void startAgain(long ended) {
        if (closing) {
            return;
        }
        LOG.error("redis-ended pid={} starting-again", ended);
        try {
            pause(RESTART_PAUSE);
            bringUp();
        } catch (StartFailure e) {
            if (!closing) {
                LOG.error("redis-lost", e);
            }
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(OwnSession.prefix());
        command.add(executable.toString());
        command.add("-");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (var configuration = process.getOutputStream()) {
                configuration.write(configuration().getBytes(StandardCharsets.UTF_8));
            }
            return process;
        } catch (IOException e) {
            throw new StartFailure("cannot start " + executable, e);
        }
    }

    /// Given on the standard input: the password shows in no process list.
    private String configuration() {
        return String.join(
                "\n",
                "bind 127.0.0.1",
                "port " + port,
                "requirepass " + password,
                "dir " + quoted(folder),
                "logfile " + quoted(folder.resolve("redis.log")),
                "databases 1",
                "save \"\"",
                "maxmemory-policy noeviction",
                switch (persistence) {
                    case NONE -> "appendonly no";
                    case EVERYSEC -> "appendonly yes\nappendfsync everysec";
                    case ALWAYS -> "appendonly yes\nappendfsync always";
                },
                "");
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            process.destroyForcibly();
        }
    }

    private static int writtenPort(Path file) {
        try {
            return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    private static void write(Path file, int port) {
        try {
            DataFolder.writePrivate(file, Integer.toString(port));
        } catch (IOException e) {
            throw new StartFailure("cannot write " + file, e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartFailure("no free port for the embedded Redis", e);
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted", e);
        }
    }
}
