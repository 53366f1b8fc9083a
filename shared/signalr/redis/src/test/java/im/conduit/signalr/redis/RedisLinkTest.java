package im.conduit.signalr.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import im.conduit.testkit.RedisProcess;
import im.conduit.testkit.RedisProxy;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedisLinkTest {

    private static final RedisCodec<String, byte[]> CODEC =
            RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RedisProcess redis = RedisProcess.start();
    private final RedisProxy proxy = RedisProxy.before(URI.create(redis.uri()));
    private final RedisClient client = RedisClient.create(proxy.uri());
    private @Nullable RedisLink<?> link;

    RedisLinkTest() {
        client.setOptions(ClientOptions.builder().autoReconnect(false).build());
    }

    @AfterEach
    void stop() {
        if (link != null) {
            link.close();
        }
        client.shutdown();
        proxy.close();
        redis.close();
    }

    private <C extends StatefulRedisConnection<String, byte[]>> void start(RedisLink<C> made) {
        link = made;
        made.start();
    }

    private static final class Recorder
            implements RedisLink.User<StatefulRedisPubSubConnection<String, byte[]>> {
        final BlockingQueue<StatefulRedisPubSubConnection<String, byte[]>> made =
                new LinkedBlockingQueue<>();

        @Override
        public void up(StatefulRedisPubSubConnection<String, byte[]> connection) {
            made.add(connection);
        }

        @Override
        public void down(StatefulRedisPubSubConnection<String, byte[]> connection) {}
    }

    @Test
    void aConnectionThatHasFallenSilentIsReplaced() throws Exception {
        Recorder recorder = new Recorder();
        start(new RedisLink<>("test", () -> client.connectPubSub(CODEC), recorder, SHORT));
        var first = recorder.made.take();
        first.async().subscribe("channel").get(10, TimeUnit.SECONDS);
        proxy.swallowPublications();
        var second = recorder.made.poll(10, TimeUnit.SECONDS);
        assertThat(second).isNotNull().isNotSameAs(first);
        await().until(() -> !first.isOpen());
    }

    @Test
    void whatIsOnItsWayWhenAConnectionBreaksIsGivenUpAndItsRoomIsFree() throws Exception {
        Publisher publisher = new Publisher(300, PATIENCE);
        start(new RedisLink<>("test", () -> client.connect(CODEC), publisher, PATIENCE));
        byte[] message = new byte[200];
        assertThat(join(publisher.publish("channel", message))).isZero();
        redis.command("CLIENT PAUSE 60000 WRITE");
        CompletionStage<Long> waiting = publisher.publish("channel", message);
        assertThatThrownBy(() -> join(publisher.publish("channel", message)))
                .hasMessageContaining("its queue is full");
        redis.command("CLIENT KILL TYPE normal");
        redis.command("CLIENT UNPAUSE");
        assertThatThrownBy(() -> join(waiting)).isInstanceOf(Exception.class);
        await().ignoreExceptions().until(() -> join(publisher.publish("channel", message)) == 0);
    }

    @Test
    void aVirtualThreadWaitsForRoom() throws Exception {
        Publisher publisher = new Publisher(300, PATIENCE);
        start(new RedisLink<>("test", () -> client.connect(CODEC), publisher, PATIENCE));
        redis.command("CLIENT PAUSE 60000 WRITE");
        CompletionStage<Long> first = publisher.publish("channel", new byte[200]);
        CompletableFuture<Long> second = new CompletableFuture<>();
        Thread sender =
                Thread.ofVirtual()
                        .start(
                                () ->
                                        publisher
                                                .publish("channel", new byte[200])
                                                .thenAccept(second::complete));
        await().until(() -> sender.getState() == Thread.State.TIMED_WAITING);
        assertThat(second).isNotDone();
        redis.command("CLIENT UNPAUSE");
        assertThat(join(first)).isZero();
        assertThat(join(second)).isZero();
    }

    private static long join(CompletionStage<Long> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
