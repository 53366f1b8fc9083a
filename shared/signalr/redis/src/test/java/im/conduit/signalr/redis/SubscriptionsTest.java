package im.conduit.signalr.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.conduit.testkit.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SubscriptionsTest {

    private final RedisProcess redis = RedisProcess.start();
    private final RedisClient client = RedisClient.create(redis.uri());
    private final Subscriptions subscriptions = new Subscriptions();

    private StatefulRedisPubSubConnection<String, byte[]> connect() {
        return client.connectPubSub(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    }

    @AfterEach
    void stop() {
        client.shutdown();
        redis.close();
    }

    @Test
    void aChannelSurvivesAnyCrowdThatComesAndGoes() throws Exception {
        subscriptions.up(connect());
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String kept = "kept " + i;
            crowd.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int n = 0; n < 200; n++) {
                                            subscriptions.acquire("shared", _ -> {});
                                            subscriptions.acquire(kept, _ -> {});
                                            subscriptions.release("shared");
                                            subscriptions.release(kept);
                                        }
                                        subscriptions.acquire(kept, _ -> {});
                                    }));
        }
        for (Thread each : crowd) {
            each.join();
        }
        subscriptions.acquire("last", _ -> {}).get(10, TimeUnit.SECONDS);
        String channels = redis.command("PUBSUB CHANNELS *");
        assertThat(channels).contains("last").doesNotContain("shared");
        for (int i = 0; i < 8; i++) {
            assertThat(channels).contains("kept " + i);
        }
    }

    @Test
    void whatIsNeededWhileRedisIsAwayIsSubscribedWithTheNextConnection() throws Exception {
        assertThatThrownBy(() -> subscriptions.acquire("early", _ -> {}).join())
                .hasMessageContaining("Redis is not connected.");
        subscriptions.acquire("given up", _ -> {});
        subscriptions.release("given up");
        subscriptions.up(connect());
        subscriptions.acquire("early", _ -> {}).get(10, TimeUnit.SECONDS);
        assertThat(redis.command("PUBSUB CHANNELS *")).contains("early").doesNotContain("given");
    }
}
