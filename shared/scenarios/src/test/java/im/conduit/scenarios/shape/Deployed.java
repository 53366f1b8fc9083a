package im.conduit.scenarios.shape;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the build made of each module, and the settings that both shapes are given.
public final class Deployed {

    private static final Path ROOT = Path.of(System.getProperty("conduit.root"));

    private Deployed() {}

    /// The repository's root.
    public static Path root() {
        return ROOT;
    }

    /// A folder of this module's build, made if need be.
    public static Path scratch(String name) {
        try {
            return Files.createDirectories(ROOT.resolve("shared/scenarios/target").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The class path of a module in `functions` as it is deployed: its own classes first.
    public static List<Path> classPath(String module) {
        Path target = ROOT.resolve("functions").resolve(module).resolve("target");
        List<Path> classPath = new ArrayList<>(List.of(target.resolve("classes")));
        classPath.addAll(paths(read(target.resolve("class-path.txt"))));
        return classPath;
    }

    /// What a managed runtime brings along: AWS's runtime client, and the test kit that drives it.
    public static List<Path> managedRuntime() {
        return paths(System.getProperty("java.class.path")).stream()
                .filter(path -> path.toString().matches(".*(aws-lambda-java|utils-lite|testkit).*"))
                .toList();
    }

    /// Settings of the keys that scenarios use, and of what they need allowed.
    public static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        key(settings, 0, Shape.Key.ALICE, "alice");
        key(settings, 1, Shape.Key.BOB, "bob");
        key(settings, 2, Shape.Key.CAROL, "carol");
        settings.put("conduit.keys[2].allowed-models", "demo-*");
        return settings;
    }

    private static void key(Map<String, String> settings, int index, Shape.Key key, String name) {
        String prefix = "conduit.keys[" + index + "].";
        settings.put(prefix + "key", key.key());
        settings.put(prefix + "name", name);
        settings.put(prefix + "webhook-secret", key.webhookSecret());
    }

    private static List<Path> paths(String classPath) {
        return Stream.of(classPath.strip().split(File.pathSeparator)).map(Path::of).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is written when the module is built", e);
        }
    }
}
