package im.conduit.app;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Starts a child outside the terminal's process group, so that Ctrl-C does not reach it.
final class OwnSession {

    private OwnSession() {}

    /// What to put before the child's command line: `setsid` where there is one, else the same in
    /// Perl (which macOS has), else nothing. The child keeps its process id either way.
    static List<String> prefix() {
        if (onPath("setsid")) {
            return List.of("setsid");
        }
        return onPath("perl")
                ? List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV")
                : List.of();
    }

    private static boolean onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
