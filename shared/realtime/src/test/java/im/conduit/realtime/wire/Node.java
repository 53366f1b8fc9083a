package im.conduit.realtime.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Node, where it is installed: the other side's own JSON.
final class Node {

    private static final String SCRIPT =
            """
            const { readFileSync } = require('fs');
            const lines = readFileSync(process.argv[1], 'utf8').split('\\n');
            process.stdout.write(lines.map(l => JSON.stringify(JSON.parse(l))).join('\\n'));
            """;

    private Node() {}

    static boolean installed() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// `JSON.stringify(JSON.parse(text))` of each text.
    static List<String> rewrite(List<String> texts) throws IOException {
        Path file = Files.createTempFile("texts", ".jsonl");
        try {
            Files.writeString(file, String.join("\n", texts), UTF_8);
            Process node =
                    new ProcessBuilder("node", "-e", SCRIPT, file.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            return List.of(new String(node.getInputStream().readAllBytes(), UTF_8).split("\n", -1));
        } finally {
            Files.delete(file);
        }
    }
}
