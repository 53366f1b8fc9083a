package im.conduit.signalr.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import im.conduit.signalr.protocol.HubMessage.Outcome;
import im.conduit.signalr.redis.HubSocket.Spoken;
import im.conduit.testkit.RedisProcess;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two nodes, and what becomes of their clients when the way to Redis breaks.
@Timeout(60)
class BrokenRedisTest {

    private final RedisProcess redis = RedisProcess.start();
    private final Node one = Node.on(redis.uri());
    private final Node two = Node.on(redis.uri());
    private final HubSocket here = HubSocket.on(one, Spoken.JSON);
    private final HubSocket beside = HubSocket.on(one, Spoken.JSON);
    private final HubSocket there = HubSocket.on(two, Spoken.MESSAGE_PACK);

    @AfterEach
    void stop() {
        List.of(here, beside, there).forEach(HubSocket::close);
        two.close();
        one.close();
        redis.close();
    }

    /// Everybody hears a word of either node once, and nothing was left over from before.
    private void wordsArriveOnce(String word) {
        for (Node node : List.of(one, two)) {
            node.outside().clients().all().send("Heard", word);
            List.of(here, beside, there)
                    .forEach(client -> assertThat(client.heard()).isEqualTo(word));
        }
    }

    private void awaitNodes(int count) {
        String channel = "conduit:conduit-signalr:" + RoomHub.class.getName() + ":all";
        await().until(() -> redis.command("PUBSUB NUMSUB " + channel).contains(":" + count + "\r"));
    }

    /// Until both nodes are subscribed to all that they need.
    private void awaitSubscriptions() {
        awaitNodes(2);
        await().until(() -> redis.command("PUBSUB CHANNELS *").split(":node:", -1).length == 3);
        for (HubSocket client : List.of(here, beside, there)) {
            awaitChannel(":connection:" + client.id());
        }
    }

    private void awaitChannel(String end) {
        await().until(() -> redis.command("PUBSUB CHANNELS *").contains(end + "\r"));
    }

    /// Until either node can publish, which an unknown connection tells without a trace.
    private void awaitPublishers() {
        for (Node node : List.of(one, two)) {
            await().ignoreExceptions()
                    .until(
                            () -> {
                                node.outside().groups().add("nobody", "none");
                                return true;
                            });
        }
    }

    @Test
    void killedConnectionsAreMadeAnewAndNothingArrivesTwice() {
        wordsArriveOnce("before");
        redis.command("CLIENT KILL TYPE pubsub");
        awaitSubscriptions();
        wordsArriveOnce("after the first");
        redis.command("CLIENT KILL TYPE pubsub");
        redis.command("CLIENT KILL TYPE normal");
        awaitSubscriptions();
        awaitPublishers();
        wordsArriveOnce("after the second");
    }

    @Test
    void whatIsSentWhileConnectionsAreKilledArrivesInOrderAndAtMostOnce() throws Exception {
        Thread sending =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    for (int i = 0; i < 3000; i++) {
                                        one.outside().clients().all().send("Heard", "" + i);
                                    }
                                });
        for (int i = 0; i < 5; i++) {
            redis.command("CLIENT KILL TYPE normal");
        }
        sending.join();
        awaitPublishers();
        one.outside().clients().all().send("Heard", "3000");
        int last = -1;
        while (last < 3000) {
            int next = Integer.parseInt(Objects.requireNonNull(there.heard()));
            assertThat(next).isGreaterThan(last);
            last = next;
        }
        for (int i = 0; i <= 3000; i++) {
            assertThat(here.heard()).isEqualTo("" + i);
        }
    }

    @Test
    void withoutRedisANodeServesItsOwnConnectionsAndCatchesUpLater() {
        redis.command("SHUTDOWN NOSAVE");
        await().untilAsserted(
                        () ->
                                assertThatThrownBy(() -> here.call("Join", there.id(), "red"))
                                        .hasMessageContaining("Adding connection '" + there.id()));
        try (HubSocket late = HubSocket.on(one, Spoken.JSON)) {
            late.call("Join", late.id(), "red");
            here.call("Join", beside.id(), "red");
            one.outside().clients().group("red").send("Heard", "alone");
            assertThat(late.heard()).isEqualTo("alone");
            assertThat(beside.heard()).isEqualTo("alone");
            assertThatThrownBy(() -> here.call("Ask", there.id(), "height"))
                    .hasMessageContaining("cannot be asked");
            redis.restart();
            awaitSubscriptions();
            awaitChannel(":group:red");
            awaitPublishers();
            two.outside().clients().group("red").send("Heard", "together");
            assertThat(late.heard()).isEqualTo("together");
            assertThat(beside.heard()).isEqualTo("together");
        }
        wordsArriveOnce("again");
    }

    @Test
    void aQuestionFailsWhenTheNodeOfItsConnectionIsGone() {
        CompletableFuture<@Nullable Object> answer = ask();
        assertThat(there.asked()).isEqualTo("height");
        one.backplane().remind();
        awaitPublishers(); // the reminder has been published
        two.backplane().close();
        awaitNodes(1);
        assertThat(answer).isNotDone();
        one.backplane().remind();
        assertThatThrownBy(answer::join)
                .hasMessageContaining("Connection '" + there.id() + "' disconnected.");
    }

    @Test
    void aQuestionFailsWhenItsAnswerWasLost() {
        CompletableFuture<@Nullable Object> answer = ask();
        assertThat(there.asked()).isEqualTo("height");
        redis.command("SHUTDOWN NOSAVE");
        there.answer(new Outcome.Result("high"));
        there.call("Id"); // the answer has been taken
        redis.restart();
        awaitSubscriptions();
        awaitPublishers();
        one.backplane().remind();
        assertThatThrownBy(answer::join)
                .hasMessageContaining("The answer of connection '" + there.id() + "' was lost.");
    }

    private CompletableFuture<@Nullable Object> ask() {
        return one.outside()
                .clients()
                .client(there.id())
                .ask(String.class, "Read", "height")
                .toCompletableFuture();
    }
}
