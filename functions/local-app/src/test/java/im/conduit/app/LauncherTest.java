package im.conduit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher where something is missing.
final class LauncherTest {

    private static final String NEEDED = "JDK_NEEDED=25";

    @TempDir private Path temporary;
    private String script;

    @BeforeEach
    void read() throws IOException {
        script = Files.readString(Path.of(System.getProperty("conduit.root"), "conduit"));
        assertThat(script).contains(NEEDED);
    }

    @Test
    void aMissingJdkIsOneClearLine() throws Exception {
        Outcome outcome = run(script.replace(NEEDED, "JDK_NEEDED=99"), "run");
        assertThat(outcome.lines())
                .containsExactly(
                        "conduit: no JDK 99 or newer found; install one (https://adoptium.net) or"
                                + " set JAVA_HOME to it");
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void aJdkIsFoundWhereTheHomeFolderKeepsThem() throws Exception {
        Path jdk = temporary.resolve(".jdks/jdk-99");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"99.0.1\"\n");
        executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        Outcome outcome = run(script.replace(NEEDED, "JDK_NEEDED=99"), "build");
        assertThat(outcome.lines()).noneMatch(line -> line.contains("no JDK"));
    }

    @Test
    void anUnknownCommandIsNamed() throws Exception {
        Outcome outcome = run(script, "fly");
        assertThat(outcome.lines().getLast()).isEqualTo("conduit: unknown command fly");
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void helpNamesTheTwoCommands() throws Exception {
        Outcome outcome = run(script, "help");
        assertThat(outcome.lines())
                .anyMatch(line -> line.contains("./conduit run"))
                .anyMatch(line -> line.contains("./conduit test"));
        assertThat(outcome.exitCode()).isZero();
    }

    private record Outcome(int exitCode, List<String> lines) {}

    private Outcome run(String text, String... arguments) throws Exception {
        Path launcher = temporary.resolve("conduit");
        executable(launcher, text);
        List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HOME", temporary.toString());
        Process process = builder.start();
        List<String> lines = process.inputReader().lines().toList();
        return new Outcome(process.waitFor(), lines);
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
