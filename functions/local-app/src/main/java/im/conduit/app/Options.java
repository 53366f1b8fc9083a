package im.conduit.app;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the command line asks for.
///
/// @param port where to listen; 0 lets the system choose, null leaves it to the configuration
/// @param data where everything is kept, unless `ephemeral`
/// @param ephemeral keep nothing: a folder for this run alone
/// @param training start, serve one request, and end: what the start-up cache is recorded from
record Options(@Nullable Integer port, Path data, boolean ephemeral, boolean training) {

    private static final Path DEFAULT_DATA =
            Path.of(System.getProperty("conduit.home", "."), ".conduit");

    /// Reads the arguments of `run`.
    ///
    /// @throws StartFailure naming the argument that cannot be understood
    static Options parse(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        Integer port = null;
        Path data = null;
        boolean ephemeral = false;
        boolean training = false;
        while (!rest.isEmpty()) {
            String option = rest.remove();
            switch (option) {
                case "--port" -> port = port(value(option, rest));
                case "--data" -> data = Path.of(value(option, rest));
                case "--ephemeral" -> ephemeral = true;
                case "--training" -> training = true;
                default -> throw new StartFailure("unknown option " + option);
            }
        }
        if (ephemeral && data != null) {
            throw new StartFailure("--data and --ephemeral exclude each other");
        }
        return new Options(port, data == null ? DEFAULT_DATA : data, ephemeral, training);
    }

    private static String value(String option, Deque<String> rest) {
        String value = rest.poll();
        if (value == null || value.isBlank()) {
            throw new StartFailure(option + " needs a value");
        }
        return value;
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new StartFailure("--port must be a number from 0 to 65535, not " + text);
        }
        return Integer.parseInt(text);
    }
}
