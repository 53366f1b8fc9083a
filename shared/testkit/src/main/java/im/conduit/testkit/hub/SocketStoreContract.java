package im.conduit.testkit.hub;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.hub.Socket;
import im.conduit.realtime.hub.SocketStore;
import im.conduit.realtime.hub.SocketSubscription;
import im.conduit.realtime.hub.Spelling;
import im.conduit.realtime.hub.SubscribeOptions;
import im.conduit.realtime.hub.TaskHubName;
import im.conduit.realtime.hub.Viewer;
import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [SocketStore] must do.
public abstract class SocketStoreContract {

    private static final Instant LATER = Instant.parse("2026-01-20T15:30:46Z");
    private static final Instant EARLIER = LATER.minusMillis(5);

    private final KeyId key = new KeyId("key_" + UUID.randomUUID());
    private final TaskId task = new TaskId(UUID.randomUUID().toString());
    private final String connection = UUID.randomUUID() + "=";

    /// The store under test.
    protected abstract SocketStore store();

    @Test
    void aConnectionIsRememberedWithAllItsMembers() {
        Socket socket =
                new Socket(
                        connection,
                        TaskHubName.VIDEO_GENERATION,
                        new Viewer(key, "ann"),
                        false,
                        Duration.ofSeconds(60),
                        Map.of("events", "VideoStatus"),
                        "Connection limit exceeded");

        assertThat(store().connect(socket, 1)).isTrue();
        assertThat(store().seen(connection)).contains(socket);

        store().shakenHands(connection);
        assertThat(store().seen(connection).orElseThrow().shakenHands()).isTrue();
    }

    @Test
    void aKeyHasNoMorePlacesThanItsLimitAndAnEndedConnectionFreesIts() {
        assertThat(store().connect(socket(connection), 1)).isTrue();
        assertThat(store().connect(socket("other="), 1)).isFalse();
        assertThat(store().seen("other=")).isEmpty();

        store().remove(connection);

        assertThat(store().alive(key)).isZero();
        assertThat(store().connect(socket("other="), 1)).isTrue();
        store().remove("other=");
    }

    @Test
    void aSubscriptionIsKeptUntilItsEnd() {
        store().connect(socket(connection), 10);
        SocketSubscription wanted = subscription(Spelling.TASK, 3);

        store().subscribe(task, wanted, EARLIER);
        assertThat(store().subscribers(task)).containsExactly(wanted);
        assertThat(store().watched(connection)).isEqualTo(1);

        store().unsubscribe(task, connection, Spelling.TASK, LATER);
        assertThat(store().subscribers(task)).isEmpty();
        assertThat(store().watched(connection)).isZero();
    }

    @Test
    void aChangeThatWasAskedForEarlierCannotInvertALaterOne() {
        store().connect(socket(connection), 10);

        store().unsubscribe(task, connection, Spelling.TASK, LATER);
        store().subscribe(task, subscription(Spelling.TASK, 0), EARLIER);

        assertThat(store().subscribers(task)).isEmpty();
    }

    @Test
    void whatWasSentIsRememberedForBothSpellingsAndNeverFalls() {
        store().connect(socket(connection), 10);
        store().subscribe(task, subscription(Spelling.TASK, 0), EARLIER);
        store().subscribe(task, subscription(Spelling.REQUEST, 9), EARLIER);

        store().sent(task, connection, 7);

        assertThat(store().subscribers(task))
                .containsExactlyInAnyOrder(
                        subscription(Spelling.TASK, 7), subscription(Spelling.REQUEST, 9));
    }

    @Test
    void anEndedConnectionLeavesNothingBehind() {
        store().connect(socket(connection), 10);
        store().subscribe(task, subscription(Spelling.TASK, 0), EARLIER);

        store().remove(connection);

        assertThat(store().subscribers(task)).isEmpty();
        assertThat(store().seen(connection)).isEmpty();
        assertThat(store().watched(connection)).isZero();
    }

    private SocketSubscription subscription(Spelling spelling, long lastSent) {
        return new SocketSubscription(
                connection,
                TaskHubName.IMAGE_GENERATION,
                spelling,
                new SubscribeOptions(Set.of("TaskProgress", "ImageProgress"), lastSent));
    }

    private Socket socket(String id) {
        return new Socket(
                id,
                TaskHubName.IMAGE_GENERATION,
                new Viewer(key, null),
                true,
                Duration.ofSeconds(60),
                Map.of(),
                "");
    }
}
