package im.conduit.scenarios.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.scenarios.shape.Deployed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is on the class paths that are deployed.
class ClassPathTest {

    private static final List<String> ONLY_ON_LAMBDA =
            List.of(
                    "aws-lambda-java-core",
                    "aws-lambda-java-events",
                    "micronaut-function-aws",
                    "micronaut-function-aws-api-proxy",
                    "micronaut-aws-lambda-events-serde",
                    "micronaut-servlet-core",
                    "lambda-door",
                    "lambda");
    private static final List<String> ONLY_IN_THE_APP =
            List.of("micronaut-http-server-netty", "netty-hubs", "elasticmq", "embedded-redis");
    private static final List<String> ONLY_IN_TESTS =
            List.of("testkit", "junit", "assertj", "awaitility", "archunit");

    static List<String> functions() {
        try (Stream<Path> modules = Files.list(Deployed.root().resolve("functions"))) {
            return modules.map(module -> module.getFileName().toString())
                    .filter(module -> !module.equals("local-app"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theNettyAppCarriesNothingOfLambda() {
        List<String> archives = archives("local-app");
        assertThat(archives).anyMatch(name -> name.startsWith("micronaut-http-server-netty"));
        assertNone(archives, ONLY_ON_LAMBDA);
        assertNone(archives, ONLY_IN_TESTS);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionCarriesNoNettyServerAndNoEmbeddedBackends(String function) {
        List<String> archives = archives(function);
        assertThat(archives).anyMatch(name -> name.startsWith("aws-lambda-java-core"));
        assertNone(archives, ONLY_IN_THE_APP);
        assertNone(archives, ONLY_IN_TESTS);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionCarriesNoOtherFunction(String function) {
        List<String> others =
                functions().stream().filter(other -> !other.equals(function)).toList();
        assertNone(archives(function), others);
    }

    private static void assertNone(List<String> archives, List<String> unwanted) {
        assertThat(archives)
                .noneMatch(
                        archive ->
                                unwanted.stream()
                                        .anyMatch(
                                                name ->
                                                        archive.equals(name)
                                                                || archive.startsWith(name + "-")));
    }

    /// Archives by file name; a module of this build may be its folder of classes.
    private static List<String> archives(String module) {
        return Deployed.classPath(module).stream().skip(1).map(ClassPathTest::name).toList();
    }

    private static String name(Path entry) {
        boolean classes = entry.endsWith(Path.of("target", "classes"));
        return entry.getName(entry.getNameCount() - (classes ? 3 : 1)).toString();
    }
}
