package im.conduit.signalr.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.conduit.signalr.server.ConnectionFault;
import im.conduit.signalr.server.SettingDuration;
import im.conduit.testkit.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupChangesTest {

    private final RedisProcess redis = RedisProcess.start();
    private final RedisClient client = RedisClient.create(redis.uri());
    private final Channels channels = new Channels("test");
    private final Publisher publisher = new Publisher(1000, Duration.ofSeconds(10));
    private final GroupChanges changes =
            new GroupChanges(
                    new Post(publisher, channels, "here"),
                    new BackplaneSettings(
                            redis.uri(),
                            "test",
                            "test",
                            new SettingDuration(Duration.ofSeconds(10)),
                            new SettingDuration(Duration.ofMillis(100)),
                            1000));

    @AfterEach
    void stop() {
        client.shutdown();
        redis.close();
    }

    @Test
    void aNodeThatDoesNotAcknowledgeIsNotWaitedForLonger() {
        publisher.up(client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)));
        changes.change("ghost", "red", true); // nobody holds it
        client.connectPubSub().sync().subscribe(channels.connection("ghost"));
        assertThatThrownBy(() -> changes.change("ghost", "red", false))
                .isInstanceOf(ConnectionFault.class)
                .hasMessage(
                        "Removing connection 'ghost' from group 'red' was not acknowledged within"
                                + " PT0.1S.");
    }

    @Test
    void withoutRedisAChangeFailsAtOnce() {
        assertThatThrownBy(() -> changes.change("ghost", "red", true))
                .isInstanceOf(ConnectionFault.class)
                .hasMessage(
                        "Adding connection 'ghost' to group 'red' failed: Redis is not connected.");
    }
}
