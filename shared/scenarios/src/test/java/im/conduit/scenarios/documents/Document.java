package im.conduit.scenarios.documents;

import im.conduit.scenarios.shape.Deployed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A product document, and the fenced code in it.
///
/// @param name such as `P1`
record Document(String name) {

    /// Code between fences.
    ///
    /// @param language behind the opening fence
    record Fence(String language, String code) {}

    /// The project's copy.
    Path copy() {
        return Deployed.root()
                .resolve("shared/scenarios/src/test/resources/product-docs")
                .resolve(name + ".md");
    }

    /// Every fence, in order.
    List<Fence> fences() {
        List<Fence> fences = new ArrayList<>();
        String language = "";
        boolean inside = false;
        StringBuilder code = new StringBuilder();
        for (String line : read().split("\n", -1)) {
            if (!line.strip().startsWith("```")) {
                code.append(line).append('\n');
                continue;
            }
            if (inside) {
                fences.add(new Fence(language, code.toString()));
            }
            inside = !inside;
            language = line.strip().substring(3);
            code.setLength(0);
        }
        return fences;
    }

    /// The one fence in `language` that contains `text`.
    String example(String language, String text) {
        List<String> found =
                fences().stream()
                        .filter(f -> f.language().equals(language) && f.code().contains(text))
                        .map(Fence::code)
                        .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(
                    found.size() + " examples in " + name + " contain: " + text);
        }
        return found.getFirst();
    }

    private String read() {
        try {
            return Files.readString(copy());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
