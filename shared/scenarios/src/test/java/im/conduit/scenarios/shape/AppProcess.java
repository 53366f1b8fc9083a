package im.conduit.scenarios.shape;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The Netty app in a process of its own.
public final class AppProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final String MAIN = "im.conduit.app.LocalApp";

    private final Process process;
    private final URI uri;

    private AppProcess(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /// Starts the app as the modules were compiled.
    ///
    /// @param arguments of the app, such as `--data`
    /// @param settings as system properties
    /// @param log where its output is appended
    public static AppProcess ofClasses(
            List<String> arguments, Map<String, String> settings, Path log) {
        String classPath =
                String.join(
                        File.pathSeparator,
                        Deployed.classPath("local-app").stream().map(Path::toString).toList());
        return start(List.of("-cp", classPath, MAIN), arguments, settings, log);
    }

    /// Starts the app as it was packaged: the thin jar, with its libraries beside it.
    public static AppProcess ofArchive(
            List<String> arguments, Map<String, String> settings, Path log) {
        Path jar = Deployed.root().resolve("functions/local-app/target/conduit.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("not packaged: " + jar);
        }
        return start(List.of("-jar", jar.toString()), arguments, settings, log);
    }

    private static AppProcess start(
            List<String> what, List<String> arguments, Map<String, String> settings, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(what);
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new AppProcess(process, awaitReady(process, log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The app's last line of greeting is `ready <url>`.
    private static URI awaitReady(Process process, Path log) {
        CompletableFuture<URI> ready = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> copy(process.inputReader(), log, ready));
        try {
            return ready.get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("the app did not start, see " + log, e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void copy(BufferedReader output, Path log, CompletableFuture<URI> ready) {
        try (output;
                BufferedWriter copy =
                        Files.newBufferedWriter(
                                log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            String line;
            while ((line = output.readLine()) != null) {
                copy.write(line);
                copy.newLine();
                copy.flush();
                if (line.startsWith("ready ")) {
                    ready.complete(URI.create(line.substring("ready ".length())));
                }
            }
        } catch (IOException e) {
            // The process was killed while it wrote.
        } finally {
            ready.completeExceptionally(new IllegalStateException("the app ended"));
        }
    }

    /// Where it listens.
    public URI uri() {
        return uri;
    }

    /// Ends it at whatever instruction it is, and waits until it is gone.
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /// Ends it in order.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the app did not end on SIGTERM");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
