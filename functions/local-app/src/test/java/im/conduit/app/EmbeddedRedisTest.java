package im.conduit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import im.conduit.app.EmbeddedRedis.Persistence;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedRedisTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path temporary;
    private DataFolder folder;

    @BeforeEach
    void open() {
        folder = DataFolder.open(temporary.resolve("data folder"));
    }

    @AfterEach
    void stop() {
        EmbeddedRedis.stopLeftover(folder);
        folder.close();
    }

    @Test
    void whatIsWrittenIsThereAfterARestart() {
        try (EmbeddedRedis redis = start()) {
            ask(redis, connection -> connection.sync().set("name", "value"));
        }
        try (EmbeddedRedis redis = start()) {
            assertThat(ask(redis, connection -> connection.sync().get("name"))).isEqualTo("value");
        }
    }

    @Test
    void itEndsWhenItIsClosed() {
        long pid;
        try (EmbeddedRedis redis = start()) {
            pid = pid(redis);
        }
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void oneThatOutlivedItsAppIsAdopted() {
        EmbeddedRedis left = start();
        long pid = pid(left);
        EmbeddedRedis next = start();
        assertThat(pid(next)).isEqualTo(pid);
        assertThat(next.uri()).isEqualTo(left.uri());
        next.close();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        left.close();
    }

    @Test
    void oneThatDiesIsStartedAgainWithItsData() {
        try (EmbeddedRedis redis = start()) {
            ask(redis, connection -> connection.sync().set("name", "value"));
            long pid = pid(redis);
            ProcessHandle.of(pid).orElseThrow().destroy();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(
                            () ->
                                    pid(redis) != pid
                                            && ask(redis, c -> c.sync().get("name")) != null);
        }
    }

    @Test
    void aPortThatSomebodyElseHasTakenIsLeftToThem() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    folder.room("redis").resolve("port"), Integer.toString(other.getLocalPort()));
            Thread.ofVirtual().start(() -> refuseEverything(other));
            try (EmbeddedRedis redis = start()) {
                assertThat(redis.uri()).doesNotEndWith(":" + other.getLocalPort());
                assertThat(ask(redis, connection -> connection.sync().ping())).isEqualTo("PONG");
            }
        }
    }

    @Test
    void oneThatCannotReadItsFileIsSaidInOneLine() throws IOException {
        try (EmbeddedRedis redis = start()) {
            ask(redis, connection -> connection.sync().set("name", "value"));
        }
        spoilFiles(folder.path().resolve("redis"));
        assertThatThrownBy(this::start)
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("the embedded Redis does not start; see ");
    }

    @Test
    void nobodyGetsInWithoutThePassword() {
        try (EmbeddedRedis redis = start()) {
            int port = Integer.parseInt(redis.uri().replaceAll(".*:", ""));
            assertThat(RedisProbe.ask(port, "guessed", temporary))
                    .isEqualTo(new RedisProbe.Answer.Foreign());
        }
    }

    @Test
    void theBundledServerRunsWhereNoneIsInstalled() {
        Path bundled = RedisExecutable.find("", folder.room("bundled"));
        assertThat(bundled).isExecutable().startsWith(folder.path());
    }

    private static void spoilFiles(Path redis) throws IOException {
        try (Stream<Path> files = Files.walk(redis)) {
            for (Path file : files.filter(path -> path.toString().contains(".aof")).toList()) {
                Files.writeString(file, "this is no append-only file");
            }
        }
    }

    private EmbeddedRedis start() {
        return EmbeddedRedis.start(folder, Persistence.EVERYSEC);
    }

    private static long pid(EmbeddedRedis redis) {
        String info = ask(redis, connection -> connection.sync().info("server"));
        return Long.parseLong(info.replaceAll("(?s).*process_id:([0-9]+).*", "$1"));
    }

    private static String ask(
            EmbeddedRedis redis,
            Function<StatefulRedisConnection<String, String>, String> question) {
        RedisClient client = RedisClient.create(redis.uri());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return question.apply(connection);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    private static void refuseEverything(ServerSocket server) {
        try {
            while (true) {
                try (var socket = server.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }
}
