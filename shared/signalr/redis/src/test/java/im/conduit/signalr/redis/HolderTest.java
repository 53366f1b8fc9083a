package im.conduit.signalr.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.signalr.redis.Envelope.Acknowledged;
import im.conduit.signalr.redis.Envelope.GroupChange;
import im.conduit.signalr.server.HubConnection;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import im.conduit.signalr.server.HubServer;
import im.conduit.signalr.server.ServedEndpoint;
import im.conduit.signalr.server.SettingDuration;
import im.conduit.testkit.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A node that holds a connection, and another one that wants something of it. The threads of the
/// first are run by the test.
@Timeout(60)
class HolderTest {

    private static final RedisCodec<String, byte[]> CODEC =
            RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private final RedisProcess redis = RedisProcess.start();
    private final RedisClient client = RedisClient.create(redis.uri());
    private final ApplicationContext context = ApplicationContext.run();
    private final BackplaneSettings settings =
            new BackplaneSettings(
                    redis.uri(),
                    "test",
                    "test",
                    new SettingDuration(Duration.ofSeconds(10)),
                    new SettingDuration(Duration.ofMillis(100)),
                    10_000);
    private final Channels channels = Channels.of(settings, "Rooms");
    private final Publisher publisher = new Publisher(10_000, Duration.ofSeconds(10));
    private final Subscriptions subscriptions = new Subscriptions();
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final BlockingQueue<Envelope> replies = new LinkedBlockingQueue<>();
    private final Post asker = new Post(publisher, channels, "asker");
    private final HubConnection connection = connection();
    private final RedisLifetimeManager holder =
            new RedisLifetimeManager(
                    new Plane("holder", List.of(), publisher, subscriptions, tasks::add, settings),
                    "Rooms");

    private HubConnection connection() {
        ServedEndpoint rooms =
                context.getBean(HubServer.class).endpoints().stream()
                        .filter(endpoint -> endpoint.path().equals("/rooms"))
                        .findFirst()
                        .orElseThrow();
        HubRequest request = new HubRequest("GET", "/rooms", List.of(), "test", false);
        return (HubConnection) rooms.connect("c", HubPrincipal.anonymous(), request, false);
    }

    @BeforeEach
    void connect() {
        publisher.up(client.connect(CODEC));
        subscriptions.up(client.connectPubSub(CODEC));
        StatefulRedisPubSubConnection<String, byte[]> mail = client.connectPubSub(CODEC);
        mail.addListener(
                new RedisPubSubAdapter<>() {
                    @Override
                    public void message(String channel, byte[] message) {
                        if (channel.equals(channels.node("asker"))) {
                            replies.add(EnvelopeFormat.read(message));
                        }
                    }
                });
        // Also where the connection hears: as if its channel outlived it a little.
        mail.sync().subscribe(channels.node("asker"), channels.connection("c"));
        holder.connected(connection);
    }

    @AfterEach
    void stop() {
        client.shutdown();
        redis.close();
        context.close();
    }

    private void runNext() throws InterruptedException {
        Runnable task = tasks.poll(10, TimeUnit.SECONDS);
        assertThat(task).isNotNull();
        task.run();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aGroupChangeOfAConnectionThatEndsMeanwhileIsAcknowledged(boolean join) throws Exception {
        asker.toHolder("c", new GroupChange("asker", "1", "red", join));
        runNext(); // reads the letter
        holder.disconnected(connection);
        runNext(); // makes the change
        assertThat(replies.poll(10, TimeUnit.SECONDS)).isEqualTo(new Acknowledged("1"));
        await().until(() -> !redis.command("PUBSUB CHANNELS *").contains(channels.group("red")));
    }

    @Test
    void aGroupChangeOfAConnectionThatIsHereIsMadeBeforeItIsAcknowledged() throws Exception {
        asker.toHolder("c", new GroupChange("asker", "1", "red", true));
        runNext();
        runNext();
        assertThat(replies.poll(10, TimeUnit.SECONDS)).isEqualTo(new Acknowledged("1"));
        assertThat(redis.command("PUBSUB CHANNELS *")).contains(channels.group("red"));
    }
}
