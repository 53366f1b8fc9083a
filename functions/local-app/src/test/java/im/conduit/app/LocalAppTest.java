package im.conduit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole app in a process of its own, from the first line to the last.
final class LocalAppTest {

    private static final String TASK = "/v1/tasks/018f0000-0000-7000-8000-000000000000";

    @TempDir private Path temporary;

    @Test
    void itServesUnderItsKeyAndLeavesNothingBehind() throws Exception {
        try (AppProcess app = new AppProcess("--port", "0", "--ephemeral")) {
            String key = app.awaitLine("  development key").replaceAll(".* ", "");
            URI url = app.awaitReady();
            assertThat(AppProcess.get(url.resolve(TASK)).statusCode()).isEqualTo(401);
            assertThat(AppProcess.get(url.resolve(TASK), "X-API-Key", key).statusCode())
                    .isEqualTo(404);
            List<ProcessHandle> children = app.children();
            assertThat(children).isNotEmpty();
            app.terminate();
            assertThat(app.exitCode()).isZero();
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void oneThatWasKilledIsFollowedByOneOnTheSameRedis() throws Exception {
        Path data = temporary.resolve("data");
        List<ProcessHandle> left;
        try (AppProcess killed = new AppProcess("--port", "0", "--data", data.toString())) {
            killed.awaitReady();
            left = killed.children();
            assertThat(left).hasSize(1);
            killed.kill();
            assertThat(left).allMatch(ProcessHandle::isAlive);
        }
        try (AppProcess next = new AppProcess("--port", "0", "--data", data.toString())) {
            next.awaitReady();
            assertThat(next.children()).isEmpty();
            try (AppProcess third = new AppProcess("--port", "0", "--data", data.toString())) {
                assertThat(third.awaitEnd())
                        .containsExactly(
                                "conduit: another Conduit is running on the data folder " + data);
                assertThat(third.exitCode()).isEqualTo(1);
            }
            next.terminate();
            assertThat(next.exitCode()).isZero();
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(left).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aTakenPortIsOneLineAndNothingIsLeftBehind() throws Exception {
        Path data = temporary.resolve("data");
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                AppProcess app =
                        new AppProcess(
                                "--port",
                                Integer.toString(other.getLocalPort()),
                                "--data",
                                data.toString())) {
            assertThat(app.awaitEnd())
                    .singleElement()
                    .asString()
                    .startsWith("conduit: port " + other.getLocalPort() + " cannot be used");
            assertThat(app.exitCode()).isEqualTo(1);
            assertThat(data).doesNotExist();
        }
    }
}
