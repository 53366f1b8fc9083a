package im.conduit.scenarios.documents;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.awaitility.Awaitility.await;

import im.conduit.scenarios.shape.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// An example in its surroundings, in a process of its own. What it says is lines: a word and more.
final class RunningExample implements AutoCloseable {

    private static final String PLACE = "the example stands here";
    private static final String BROWSER = "browser.mjs";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final List<String> said = new CopyOnWriteArrayList<>();

    private RunningExample(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::listen);
    }

    /// Starts an example.
    ///
    /// @param shape where the API is; its key is Alice's
    /// @param taskId what a literal task id becomes
    /// @param secret what the environment variable `WEBHOOK_SECRET` says
    static RunningExample start(Example example, Shape shape, String taskId, String secret) {
        Toolchain toolchain = example.python() ? Toolchain.PYTHON : Toolchain.NODE;
        Path folder = toolchain.ready();
        Path program = folder.resolve(example.surroundings());
        String key = Shape.Key.ALICE.key();
        try {
            String around =
                    Files.readString(
                            toolchain
                                    .source()
                                    .resolve("surroundings")
                                    .resolve(example.surroundings()));
            String code = example.extracted();
            for (Substitution substitution : Substitution.of(example)) {
                String becomes =
                        substitution
                                .becomes()
                                .replace("{app}", shape.uri().toString())
                                .replace("{task}", taskId)
                                .replace("{key}", key);
                code = code.replace(substitution.text(), becomes);
            }
            String place = around.lines().filter(l -> l.endsWith(PLACE)).findFirst().orElseThrow();
            Files.writeString(program, around.replace(place, code));
            List<String> command = new ArrayList<>(List.of(toolchain.interpreter(folder)));
            if (example.page()) {
                Path browser = toolchain.source().resolve("surroundings").resolve(BROWSER);
                command.add(
                        Files.copy(browser, folder.resolve(BROWSER), REPLACE_EXISTING).toString());
            }
            command.add(program.toString());
            return start(command, folder, shape, Map.of("TASK", taskId, "WEBHOOK_SECRET", secret));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts a program of the surroundings that is not around any example.
    ///
    /// @param name of the file, for Node
    /// @param shape where the API is; its key is Alice's
    static RunningExample alone(String name, Shape shape) {
        Path folder = Toolchain.NODE.ready();
        Path source = Toolchain.NODE.source().resolve("surroundings").resolve(name);
        try {
            Path program = Files.copy(source, folder.resolve(name), REPLACE_EXISTING);
            List<String> command = List.of(Toolchain.NODE.interpreter(folder), program.toString());
            return start(command, folder, shape, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunningExample start(
            List<String> command, Path folder, Shape shape, Map<String, String> more)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("PYTHONUNBUFFERED", "1");
        environment.put("APP", shape.uri().toString());
        environment.put("KEY", Shape.Key.ALICE.key());
        environment.putAll(more);
        return new RunningExample(builder.start());
    }

    private void listen() {
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(said::add);
        } catch (UncheckedIOException | IOException e) {
            // It was ended while it spoke.
        }
    }

    /// Waits for a line that begins with a word and contains a text; the line without the word.
    String hear(String word, String text) {
        return await("an example to say " + word + " " + text)
                .atMost(PATIENCE)
                .until(
                        () ->
                                said.stream()
                                        .filter(l -> l.startsWith(word) && l.contains(text))
                                        .findFirst()
                                        .orElse(""),
                        line -> !line.isEmpty())
                .substring(word.length())
                .strip();
    }

    /// Everything it said.
    List<String> said() {
        return List.copyOf(said);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
