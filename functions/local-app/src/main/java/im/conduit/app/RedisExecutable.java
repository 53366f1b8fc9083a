package im.conduit.app;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/// Finds a Redis to run: the machine's own, else the bundled one.
final class RedisExecutable {

    private static final Pattern VERSION = Pattern.compile("v=([0-9]+)\\.([0-9]+)");

    private RedisExecutable() {}

    /// The first `redis-server` of at least version 6.2 on the search path, else the bundled one,
    /// unpacked into `folder`.
    ///
    /// @throws StartFailure when neither runs here
    static Path find(String searchPath, Path folder) {
        return Stream.of(searchPath.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isBlank())
                .map(entry -> Path.of(entry, "redis-server"))
                .filter(RedisExecutable::isUsable)
                .findFirst()
                .or(() -> bundled(folder, ExecutableProvider.newProvidedVersionsMap()))
                .or(() -> bundled(folder, staticallyLinked()))
                .orElseThrow(
                        () ->
                                new StartFailure(
                                        "no Redis: the bundled one does not run on this machine."
                                                + " Install redis-server 6.2 or newer, or set"
                                                + " REDIS_URI"));
    }

    private static Map<OsArchitecture, String> staticallyLinked() {
        Map<OsArchitecture, String> versions = ExecutableProvider.newProvidedVersionsMap();
        versions.put(OsArchitecture.UNIX_x86_64, versions.get(OsArchitecture.UNIX_x86));
        return versions;
    }

    private static Optional<Path> bundled(Path folder, Map<OsArchitecture, String> versions) {
        try {
            Path file =
                    ExecutableProvider.newJarResourceProvider(folder::toFile, versions)
                            .get()
                            .toPath();
            return Optional.of(file).filter(RedisExecutable::isUsable);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isUsable(Path file) {
        if (!Files.isExecutable(file) || Files.isDirectory(file)) {
            return false;
        }
        try {
            Process process =
                    new ProcessBuilder(file.toString(), "--version")
                            .redirectErrorStream(true)
                            .start();
            String answer =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(answer);
            return version.find() && atLeast62(version);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean atLeast62(Matcher version) {
        int major = Integer.parseInt(version.group(1));
        return major > 6 || (major == 6 && Integer.parseInt(version.group(2)) >= 2);
    }
}
