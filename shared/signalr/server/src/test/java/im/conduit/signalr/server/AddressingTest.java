package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Names that are missing where somebody is addressed.
class AddressingTest {

    private static final String ENABLED = "test.addressing";
    private static final String NOTHING = missing();

    /// Passes on what its callers say.
    @Hub("/addressing")
    @Requires(property = ENABLED)
    static class Trusting {
        public void join(HubCaller caller, String group) {
            caller.groups().add(caller.connectionId(), group);
        }

        public void tell(HubCaller caller, String group) {
            caller.clients().othersInGroup(group).send("Said");
        }
    }

    private final ApplicationContext context =
            ApplicationContext.run(Map.of(ENABLED, "1", "signalr.enable-detailed-errors", true));
    private final HubServer server = context.getBean(HubServer.class);
    private final HubContext<Trusting> hub = server.context(Trusting.class);

    @AfterEach
    void stop() {
        context.close();
    }

    @SuppressWarnings("NullAway") // what a caller may send
    private static String missing() {
        return null;
    }

    private static Collection<String> oneMissing() {
        return Arrays.asList("red", NOTHING);
    }

    static List<Consumer<HubContext<Trusting>>> withoutGroup() {
        return List.of(
                hub -> hub.groups().add("a", NOTHING),
                hub -> hub.groups().remove("a", NOTHING),
                hub -> hub.clients().group(NOTHING),
                hub -> hub.clients().groups(oneMissing()),
                hub -> hub.clients().groupExcept(NOTHING, List.of()));
    }

    @ParameterizedTest
    @MethodSource("withoutGroup")
    void aMissingGroupIsNamed(Consumer<HubContext<Trusting>> addressed) {
        assertMissing("group", () -> addressed.accept(hub));
    }

    static List<Consumer<HubContext<Trusting>>> withoutConnection() {
        return List.of(
                hub -> hub.groups().add(NOTHING, "red"),
                hub -> hub.groups().remove(NOTHING, "red"),
                hub -> hub.clients().client(NOTHING),
                hub -> hub.clients().clients(oneMissing()),
                hub -> hub.clients().allExcept(oneMissing()),
                hub -> hub.clients().groupExcept("red", oneMissing()));
    }

    @ParameterizedTest
    @MethodSource("withoutConnection")
    void aMissingConnectionIsNamed(Consumer<HubContext<Trusting>> addressed) {
        assertMissing("connection id", () -> addressed.accept(hub));
    }

    @Test
    void aMissingUserIsNamed() {
        assertMissing("user id", () -> hub.clients().user(NOTHING));
        assertMissing("user id", () -> hub.clients().users(oneMissing()));
    }

    private static void assertMissing(String what, ThrowingCallable addressed) {
        assertThatThrownBy(addressed)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(what + " must not be null");
    }

    @Test
    void aCallerReadsWhichOneIsMissing() {
        ServedEndpoint endpoint =
                server.endpoints().stream()
                        .filter(served -> served.path().equals("/addressing"))
                        .findFirst()
                        .orElseThrow();
        CollectingTransport client =
                CollectingTransport.open(endpoint, "a", HubPrincipal.anonymous());
        for (String method : List.of("Join", "Tell")) {
            client.receive(
                    "{\"type\":1,\"invocationId\":\"1\",\"target\":\"%s\",\"arguments\":[null]}"
                            .formatted(method));
            client.expect(
                    "{\"type\":3,\"invocationId\":\"1\",\"error\":\"An unexpected error occurred"
                            + " invoking '"
                            + method
                            + "' on the server. IllegalArgumentException: group must not be"
                            + " null\"}");
        }
    }
}
