package im.conduit.signalr.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.signalr.redis.HubSocket.Spoken;
import im.conduit.signalr.server.HubClients;
import im.conduit.testkit.RedisProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two nodes; on each a client that speaks JSON and one that speaks MessagePack. What is sent is
/// followed by a word to everybody, which would be second where it should be first.
@Timeout(60)
class EveryAddressTest {

    private static final String END = "the end";
    private static final RedisProcess REDIS = RedisProcess.start();
    private static final Node ONE = Node.on(REDIS.uri());
    private static final Node TWO = Node.on(REDIS.uri());

    private final HubSocket ann = HubSocket.on(ONE, Spoken.JSON, "ann");
    private final HubSocket bob = HubSocket.on(ONE, Spoken.MESSAGE_PACK, "bob");
    private final HubSocket cleo = HubSocket.on(TWO, Spoken.JSON, "cleo");
    private final HubSocket dan = HubSocket.on(TWO, Spoken.MESSAGE_PACK, "dan");
    private final Set<HubSocket> everybody = Set.of(ann, bob, cleo, dan);

    @AfterEach
    void leave() {
        everybody.forEach(HubSocket::close);
    }

    @AfterAll
    static void stop() {
        TWO.close();
        ONE.close();
        REDIS.close();
    }

    /// Sends from the first node, from outside its hub.
    private void heardBy(Set<HubSocket> expected, Consumer<HubClients> sending) {
        sending.accept(ONE.outside().clients());
        ONE.outside().clients().all().send("Heard", END);
        everybody.forEach(client -> heardOnlyBy(expected, client));
    }

    private static void heardOnlyBy(Set<HubSocket> expected, HubSocket client) {
        if (expected.contains(client)) {
            assertThat(client.heard()).isEqualTo("hello");
        }
        assertThat(client.heard()).isEqualTo(END);
    }

    @Test
    void everybodyHearsAWordToAll() {
        heardBy(everybody, clients -> clients.all().send("Heard", "hello"));
    }

    @Test
    void exceptionsHoldOnEveryNode() {
        heardBy(
                Set.of(ann, dan),
                clients -> clients.allExcept(List.of(bob.id(), cleo.id())).send("Heard", "hello"));
    }

    @Test
    void oneConnectionIsFoundOnEitherNode() {
        heardBy(Set.of(bob), clients -> clients.client(bob.id()).send("Heard", "hello"));
        heardBy(Set.of(dan), clients -> clients.client(dan.id()).send("Heard", "hello"));
    }

    @Test
    void someConnectionsAreFoundOnBothNodesAndNobodyMindsAStranger() {
        heardBy(
                Set.of(ann, bob, cleo),
                clients ->
                        clients.clients(List.of(ann.id(), bob.id(), cleo.id(), "nobody"))
                                .send("Heard", "hello"));
        heardBy(Set.of(), clients -> clients.client("nobody").send("Heard", "hello"));
    }

    @Test
    void usersAreFoundOnBothNodes() {
        try (HubSocket elsewhere = HubSocket.on(TWO, Spoken.JSON, "ann")) {
            heardBy(
                    Set.of(ann, dan),
                    clients -> clients.users(List.of("ann", "dan")).send("Heard", "hello"));
            assertThat(elsewhere.heard()).isEqualTo("hello");
            assertThat(elsewhere.heard()).isEqualTo(END);
            heardBy(Set.of(cleo), clients -> clients.user("cleo").send("Heard", "hello"));
        }
    }

    @Test
    void groupsSpanTheNodes() {
        bob.call("Join", bob.id(), "red");
        cleo.call("Join", cleo.id(), "red");
        dan.call("Join", dan.id(), "blue");
        heardBy(Set.of(bob, cleo), clients -> clients.group("red").send("Heard", "hello"));
        heardBy(
                Set.of(bob, cleo, dan),
                clients -> clients.groups(List.of("red", "blue", "none")).send("Heard", "hello"));
        heardBy(
                Set.of(bob),
                clients -> clients.groupExcept("red", List.of(cleo.id())).send("Heard", "hello"));
    }

    @Test
    void aConnectionOfAnotherNodeJoinsAndLeavesGroups() {
        ann.call("Join", dan.id(), "green");
        heardBy(Set.of(dan), clients -> clients.group("green").send("Heard", "hello"));
        ONE.outside().groups().add(cleo.id(), "green");
        heardBy(Set.of(cleo, dan), clients -> clients.group("green").send("Heard", "hello"));
        ann.call("Leave", dan.id(), "green");
        heardBy(Set.of(cleo), clients -> clients.group("green").send("Heard", "hello"));
        ONE.outside().groups().remove(cleo.id(), "green");
        heardBy(Set.of(), clients -> clients.group("green").send("Heard", "hello"));
    }

    @Test
    void aGroupChangeHasTakenEffectWhenTheCallReturns() {
        for (int i = 0; i < 50; i++) {
            ann.call("JoinAndSay", dan.id(), "room " + i, "welcome " + i);
            assertThat(dan.heard()).isEqualTo("welcome " + i);
        }
    }

    @Test
    void groupsOfAConnectionThatIsNowhereAreNoError() {
        ann.call("Join", "nobody", "green");
        ann.call("Leave", "nobody", "green");
    }

    @Test
    void aHubMethodReachesOthersOnBothNodes() {
        ann.call("Others", "hello");
        heardBy(Set.of(bob, cleo, dan), _ -> {});
        bob.call("Join", bob.id(), "yellow");
        bob.call("Join", dan.id(), "yellow");
        bob.call("OthersInGroup", "yellow", "hello");
        heardBy(Set.of(dan), _ -> {});
    }

    @Test
    void messagesOfOneSenderKeepTheirOrderWhateverTheirAddress() {
        List<String> numbers = IntStream.range(0, 300).mapToObj(Integer::toString).toList();
        for (HubSocket receiver : List.of(bob, dan)) {
            String group = "order of " + receiver.id();
            receiver.call("Join", receiver.id(), group);
            ann.call("Count", group, receiver.id(), 300);
            List<String> heard = new ArrayList<>();
            numbers.forEach(_ -> heard.add(String.valueOf(receiver.heard())));
            assertThat(heard).isEqualTo(numbers);
            everybody.stream()
                    .filter(client -> client != receiver)
                    .forEach(client -> IntStream.range(0, 100).forEach(_ -> client.heard()));
        }
    }

    @Test
    void channelsAreSubscribedOnlyWhileSomebodyNeedsThem() {
        String group = "only here";
        dan.call("Join", dan.id(), group);
        cleo.call("Join", cleo.id(), group);
        String channel = "conduit:conduit-signalr:" + RoomHub.class.getName() + ":group:" + group;
        assertThat(channels()).contains(channel);
        dan.call("Leave", dan.id(), group);
        assertThat(channels()).contains(channel, ":user:cleo", ":connection:" + cleo.id());
        cleo.close();
        await().untilAsserted(
                        () ->
                                assertThat(channels())
                                        .doesNotContain(
                                                channel, ":user:cleo", ":connection:" + cleo.id())
                                        .contains(":user:dan"));
    }

    private static String channels() {
        return REDIS.command("PUBSUB CHANNELS *");
    }
}
