package im.conduit.signalr.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Plays the wire transcripts at the host. Each deliberate difference is an allowed one in the
/// suite, with its reason.
///
/// Scenarios that wait for real timeouts run beside the others. The longest takes 90 s, the rest
/// are done in 41 s: it is played where `CI`, `CONDUIT_NO_SKIP=1` or `-Dconduit.slow` is set.
class ConformanceTest {

    private static final Path SUITE = Path.of("src/test/conformance/transcripts.py");
    private static final Path REPORT = Path.of("target/conformance.json");
    private static final Path GUIDE = Path.of("../../docs/guides/signalr.md");
    private static final String ALL_BUT_THE_LONGEST = "^(?!poll/default-poll-timeout-90-s$)";

    private static @Nullable Run played;

    /// The suite's report.
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Report(Map<String, Scenario> scenarios) {}

    /// What the suite printed and found.
    private record Run(String output, Map<String, Scenario> scenarios) {

        List<String> unlike() {
            return scenarios.entrySet().stream()
                    .filter(scenario -> !scenario.getValue().good())
                    .map(Map.Entry::getKey)
                    .toList();
        }

        /// Why something may differ, and how often it does.
        Map<String, Long> reasons() {
            return scenarios.values().stream()
                    .flatMap(scenario -> scenario.reasons().stream())
                    .collect(
                            Collectors.groupingBy(
                                    Function.identity(), TreeMap::new, Collectors.counting()));
        }
    }

    /// @param remarks the reasons of allowed differences
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Scenario(String result, @Nullable List<String> remarks) {

        boolean good() {
            return result.equals("same") || result.equals("allowed");
        }

        List<String> reasons() {
            return result.equals("allowed")
                    ? Objects.requireNonNullElse(remarks, List.of())
                    : List.of();
        }
    }

    @Test
    void nothingOnTheWireDiffersFromTheReferenceServer() throws Exception {
        Run run = run();
        assertThat(run.scenarios()).isNotEmpty();
        assertThat(run.unlike()).as(run.output()).isEmpty();
    }

    @Test
    void theGuideNamesTheReasonOfEveryAllowedDifference() throws Exception {
        String guide = Files.readString(GUIDE);
        assertThat(run().reasons().keySet())
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(guide).contains("`" + reason + "`"));
    }

    private static synchronized Run run() throws Exception {
        Run run = played;
        if (run == null) {
            run = play();
            played = run;
        }
        return run;
    }

    private static Run play() throws Exception {
        boolean python = pythonRuns();
        if (!python && mustNotSkip()) {
            throw new AssertionError("python3 is missing: the conformance suite cannot run");
        }
        assumeTrue(python, "python3 is missing: the conformance suite was skipped");
        String http = "" + freePort();
        String https = "" + freePort();
        try (ApplicationContext host =
                SampleHost.start("--http", http, "--https", https, "--extra")
                        .getApplicationContext()) {
            assertThat(host.isRunning()).isTrue();
            String output = compare("127.0.0.1:" + http, "127.0.0.1:" + https);
            assertThat(REPORT).as(output).exists();
            Report report = new ObjectMapper().readValue(REPORT.toFile(), Report.class);
            Run run = new Run(output, report.scenarios());
            System.out.println("conformance: " + output.lines().toList().getLast());
            System.out.println("allowed differences: " + run.reasons());
            return run;
        }
    }

    /// Runs the suite to its end; returns what it printed.
    private static String compare(String http, String https) throws Exception {
        Files.deleteIfExists(REPORT);
        List<String> command = new ArrayList<>(List.of("python3", SUITE.toString(), "compare"));
        command.addAll(List.of("--http", http, "--https", https, "--json", REPORT.toString()));
        command.add("--slow");
        if (!longest()) {
            command.addAll(List.of("--only", ALL_BUT_THE_LONGEST));
        }
        Process suite = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(suite.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(suite.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return output;
    }

    private static boolean longest() {
        return System.getenv("CI") != null
                || mustNotSkip()
                || System.getProperty("conduit.slow") != null;
    }

    private static boolean mustNotSkip() {
        return "1".equals(System.getenv("CONDUIT_NO_SKIP"))
                || "1".equals(System.getProperty("CONDUIT_NO_SKIP"));
    }

    private static boolean pythonRuns() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
