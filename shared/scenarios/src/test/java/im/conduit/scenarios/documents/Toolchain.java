package im.conduit.scenarios.documents;

import static org.assertj.core.api.Assertions.fail;

import im.conduit.scenarios.shape.Deployed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// Node and Python with the packages that the examples name, installed into this module's build.
/// Where they cannot be had, tests are skipped with one line that says so, or fail if the
/// environment says `CONDUIT_NO_SKIP=1`.
enum Toolchain {
    /// Node with what `package-lock.json` names.
    NODE("js", List.of("package.json", "package-lock.json")) {
        @Override
        List<List<String>> installation() {
            return List.of(List.of("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"));
        }

        @Override
        String interpreter(Path folder) {
            return "node";
        }
    },
    /// Python with what `requirements.txt` names.
    PYTHON("py", List.of("requirements.txt")) {
        @Override
        List<List<String>> installation() {
            return List.of(
                    List.of("python3", "-m", "venv", "venv"),
                    List.of("venv/bin/pip", "install", "-q", "-r", "requirements.txt"));
        }

        @Override
        String interpreter(Path folder) {
            return folder.resolve("venv/bin/python").toString();
        }
    };

    private static final long INSTALLATION_SECONDS = 180;

    private final Path source;
    private final List<String> manifests;
    private final String folderName;

    Toolchain(String folderName, List<String> manifests) {
        this.folderName = folderName;
        this.source = Deployed.root().resolve("shared/scenarios/src/test").resolve(folderName);
        this.manifests = manifests;
    }

    abstract List<List<String>> installation();

    abstract String interpreter(Path folder);

    /// Where the manifests and the surroundings of examples are.
    Path source() {
        return source;
    }

    /// The folder in which programs find the packages; installs them the first time.
    synchronized Path ready() {
        Path folder = Deployed.scratch(folderName);
        try {
            if (!installed(folder)) {
                install(folder);
            }
        } catch (IOException e) {
            missing(e.toString());
        }
        return folder;
    }

    private boolean installed(Path folder) throws IOException {
        for (String manifest : manifests) {
            Path copy = folder.resolve(manifest + ".installed");
            if (!Files.exists(copy) || Files.mismatch(copy, source.resolve(manifest)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private void install(Path folder) throws IOException {
        for (String manifest : manifests) {
            copy(manifest, folder.resolve(manifest));
        }
        for (List<String> command : installation()) {
            run(command, folder);
        }
        for (String manifest : manifests) {
            copy(manifest, folder.resolve(manifest + ".installed"));
        }
    }

    private void copy(String manifest, Path target) throws IOException {
        Files.copy(source.resolve(manifest), target, StandardCopyOption.REPLACE_EXISTING);
    }

    private void run(List<String> command, Path folder) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("installation.log").toFile())
                        .start();
        try {
            if (!process.waitFor(INSTALLATION_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                missing(String.join(" ", command) + " does not end");
            } else if (process.exitValue() != 0) {
                missing(String.join(" ", command) + " failed, see installation.log in " + folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private void missing(String why) {
        String line = name() + " examples do not run: " + why;
        if ("1".equals(System.getenv("CONDUIT_NO_SKIP"))) {
            fail(line);
        }
        System.err.println(line);
        Assumptions.abort(line);
    }
}
