package im.conduit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Under AWS's own runtime client.
class FunctionProcessTest {

    @TempDir Path folder;

    @Test
    void answersErrorsAndEnvironmentReachTheCaller() {
        try (FunctionProcess function = start(EchoFunction.class.getName())) {
            assertThat(invoke(function, "{\"say\":\"hello\"}")).isEqualTo("\"hello world\"");
            assertThatThrownBy(() -> invoke(function, "{\"say\":\"fail\"}"))
                    .isInstanceOf(LambdaFunction.FunctionFailure.class)
                    .hasMessageContaining("asked to fail");
            assertThat(invoke(function, "{\"say\":\"again\"}")).isEqualTo("\"again world\"");
        }
    }

    @Test
    void aHandlerThatCannotBeMadeIsAnInitError() {
        try (FunctionProcess function = start("im.conduit.NoSuchHandler")) {
            assertThatThrownBy(() -> invoke(function, "{}"))
                    .isInstanceOf(LambdaFunction.FunctionFailure.class)
                    .hasMessageContaining("NoSuchHandler");
        }
    }

    @Test
    void closingEndsTheProcess() throws Exception {
        FunctionProcess function = start(EchoFunction.class.getName());
        invoke(function, "{\"say\":\"hello\"}");
        function.close();
        function.handle().onExit().get(10, TimeUnit.SECONDS);
        assertThat(function.handle().isAlive()).isFalse();
    }

    private FunctionProcess start(String handler) {
        List<Path> classPath =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .toList();
        return FunctionProcess.start(
                handler,
                classPath,
                Map.of("WHOM", "world"),
                folder.resolve("function.log"),
                Duration.ofSeconds(30));
    }

    private static String invoke(LambdaFunction function, String event) {
        return new String(
                function.invoke(event.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
