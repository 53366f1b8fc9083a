package im.conduit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.conduit.testkit.FreePort;
import im.conduit.testkit.RedisProcess;
import io.lettuce.core.RedisException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisConnectionsTest {

    @Test
    void addressThatIsNoneIsRefusedWithoutTellingItsPassword() {
        assertThatThrownBy(() -> new RedisConnections(RedisSettings.plain("http://a:hush@host:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("conduit.redis.uri")
                .hasNoCause()
                .extracting(Throwable::toString)
                .asString()
                .doesNotContain("hush");
    }

    @Test
    void serverThatIsNotThereIsAnError() {
        String nobody = "redis://127.0.0.1:" + FreePort.find();
        try (RedisConnections redis = new RedisConnections(RedisSettings.plain(nobody))) {
            assertThatThrownBy(redis::commands).isInstanceOf(RedisException.class);
        }
    }

    @Test
    void redisUriCountsWhereNoSettingNamesOne() {
        try (RedisProcess server = RedisProcess.start();
                RedisConnections redis =
                        new RedisConnections(
                                new RedisSettings(null, false, Duration.ofSeconds(5)),
                                server.uri())) {
            assertThat(RedisReply.of(redis.commands().ping())).isEqualTo("PONG");
        }
    }
}
