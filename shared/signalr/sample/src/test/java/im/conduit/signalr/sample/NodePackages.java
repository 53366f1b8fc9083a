package im.conduit.signalr.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// Node, the packages that `package-lock.json` names, and a browser. Where they cannot be had, the
/// test is skipped with one line that says so, or fails if the environment says
/// `CONDUIT_NO_SKIP=1`.
final class NodePackages {

    private static final Path SOURCE = Path.of("src/test/js");
    private static final Path FOLDER = Path.of("target/js").toAbsolutePath();
    private static final List<String> MANIFESTS = List.of("package.json", "package-lock.json");
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final long INSTALLATION_SECONDS = 180;

    private NodePackages() {}

    /// The folder with the scripts and what they import; installs packages when the lock file is
    /// new.
    static synchronized Path folder() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        if (command("node") == null || command("npm") == null) {
            missing("node and npm are not installed");
        }
        if (!installed()) {
            copy(MANIFESTS);
            install();
            for (String manifest : MANIFESTS) {
                Files.copy(SOURCE.resolve(manifest), mark(manifest), REPLACE);
            }
        }
        try (Stream<Path> scripts = Files.list(SOURCE)) {
            copy(
                    scripts.filter(Files::isRegularFile)
                            .map(script -> script.getFileName().toString())
                            .toList());
        }
        return FOLDER;
    }

    /// The path of a Chromium.
    static String browser() {
        String found =
                BROWSERS.stream()
                        .map(NodePackages::command)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        if (found == null) {
            missing("no Chromium is installed");
        }
        return Objects.requireNonNull(found);
    }

    private static final StandardCopyOption REPLACE = StandardCopyOption.REPLACE_EXISTING;

    private static Path mark(String manifest) {
        return FOLDER.resolve(manifest + ".installed");
    }

    private static boolean installed() throws IOException {
        for (String manifest : MANIFESTS) {
            if (!Files.exists(mark(manifest))
                    || Files.mismatch(mark(manifest), SOURCE.resolve(manifest)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static void copy(List<String> names) throws IOException {
        for (String name : names) {
            Files.copy(SOURCE.resolve(name), FOLDER.resolve(name), REPLACE);
        }
    }

    private static void install() throws IOException, InterruptedException {
        Path log = FOLDER.resolve("installation.log");
        Process npm =
                new ProcessBuilder(
                                "npm",
                                "ci",
                                "--ignore-scripts",
                                "--no-audit",
                                "--no-fund",
                                "--loglevel=error")
                        .directory(FOLDER.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!npm.waitFor(INSTALLATION_SECONDS, TimeUnit.SECONDS)) {
            npm.destroyForcibly();
            missing("npm ci does not end");
        }
        if (npm.exitValue() != 0) {
            missing("npm ci failed, see " + log);
        }
    }

    private static @Nullable String command(String name) {
        return Arrays.stream(
                        Objects.requireNonNullElse(System.getenv("PATH"), "")
                                .split(java.io.File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
    }

    private static void missing(String why) {
        String line = "The official JavaScript client was not tried: " + why;
        if ("1".equals(System.getenv("CONDUIT_NO_SKIP"))) {
            throw new AssertionError(line);
        }
        Assumptions.abort(line);
    }
}
