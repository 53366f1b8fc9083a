package im.conduit.signalr.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/// The official JavaScript client against the host: every transport it has, with every protocol.
/// What must hold is in `src/test/js`; each scenario of each combination is a test here.
class JavaScriptClientTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// A line of the script.
    ///
    /// @param planned on the first line: how many results follow
    /// @param failure what did not hold, or `null`
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Line(
            int planned,
            @Nullable String combination,
            @Nullable String scenario,
            @Nullable String failure) {}

    @TestFactory
    Stream<DynamicNode> theOfficialClientWorksInNode() throws Exception {
        return where("Node", () -> List.of("node"));
    }

    @TestFactory
    Stream<DynamicNode> theOfficialClientWorksInABrowser() throws Exception {
        return where("Chromium", () -> List.of("browser", NodePackages.browser()));
    }

    /// What is missing makes a skipped test, which is counted, and not an empty factory.
    private static Stream<DynamicNode> where(String name, Supplier<List<String>> how)
            throws Exception {
        try {
            return play(name, NodePackages.folder(), how.get());
        } catch (TestAbortedException missing) {
            return Stream.of(
                    dynamicTest(
                            name,
                            () -> {
                                throw missing;
                            }));
        }
    }

    private static Stream<DynamicNode> play(String where, Path scripts, List<String> how)
            throws Exception {
        int http = freePort();
        int https = freePort();
        try (ApplicationContext host =
                SampleHost.start(
                                "--http",
                                "" + http,
                                "--https",
                                "" + https,
                                "--static",
                                scripts.toString(),
                                "--extra")
                        .getApplicationContext()) {
            assertThat(host.isRunning()).isTrue();
            return tests(where, run(scripts, List.of(http, https), how));
        }
    }

    /// Runs the script to its end.
    private static List<Line> run(Path scripts, List<Integer> ports, List<String> how)
            throws Exception {
        Path log = scripts.resolve("clients-" + how.getFirst() + ".log");
        List<String> command = new ArrayList<>(List.of("node", "clients.js", how.getFirst()));
        ports.forEach(port -> command.add("" + port));
        command.addAll(how.subList(1, how.size()));
        Process script =
                new ProcessBuilder(command)
                        .directory(scripts.toFile())
                        .redirectError(log.toFile())
                        .start();
        List<Line> lines = new ArrayList<>();
        try (var output = script.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(JSON.readValue(line, Line.class));
            }
        }
        assertThat(script.waitFor()).as("how the script ended, see %s", log).isZero();
        return lines;
    }

    private static Stream<DynamicNode> tests(String where, List<Line> lines) {
        List<Line> results = lines.subList(1, lines.size());
        Map<String, List<Line>> combinations =
                results.stream()
                        .collect(
                                Collectors.groupingBy(
                                        line -> where + ", " + line.combination(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        DynamicNode complete =
                dynamicTest(
                        where + " played every scenario",
                        () -> assertThat(results).hasSize(lines.getFirst().planned()));
        return Stream.concat(
                Stream.of(complete),
                combinations.entrySet().stream()
                        .map(
                                combination ->
                                        dynamicContainer(
                                                combination.getKey(),
                                                combination.getValue().stream()
                                                        .map(JavaScriptClientTest::test))));
    }

    private static DynamicNode test(Line line) {
        String sentence = Objects.requireNonNullElse(line.scenario(), "nothing was played");
        return dynamicTest(sentence, () -> assertThat(line.failure()).as(sentence).isNull());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
