package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What goes wrong in code that the server calls, and what it must not take with it.
class CleanupTest {

    private static final String ENABLED = "test.cleanup";

    /// Grants places, and counts them.
    @Singleton
    @Requires(property = ENABLED)
    static class Places implements Admission {
        private final Set<String> taken = ConcurrentHashMap.newKeySet();

        @Override
        public @Nullable String claim(String id, HubRequest request, HubPrincipal principal) {
            if (id.equals("unlucky")) {
                throw new IllegalStateException("no store");
            }
            taken.add(id);
            return null;
        }

        @Override
        public void release(String id) {
            taken.remove(id);
        }
    }

    /// Throws when a connection named so ends.
    @Singleton
    @Requires(property = ENABLED)
    static class BadListener implements ConnectionListener {
        @Override
        public void closed(Class<?> hub, TransportType type, HubCaller caller, String reason) {
            if (caller.connectionId().equals("ill-observed")) {
                throw new IllegalStateException("no meter");
            }
        }
    }

    /// A value that cannot be made.
    @JsonDeserialize(using = Endless.class)
    record Poison(String text) {}

    /// Never comes to an end.
    static class Endless extends JsonDeserializer<Poison> {
        @Override
        public Poison deserialize(JsonParser parser, DeserializationContext reading) {
            throw new StackOverflowError("bound for ever");
        }
    }

    /// A hub whose cancellations fail.
    @Hub("/cleanup")
    @Requires(property = ENABLED)
    static class FailingHub implements HubLifecycle {
        private final CountDownLatch left = new CountDownLatch(1);
        private final CountDownLatch told = new CountDownLatch(1);

        public void watch(HubCaller caller) {
            caller.aborted()
                    .onCancel(
                            () -> {
                                throw new IllegalStateException("cannot be called off");
                            });
            caller.aborted().onCancel(told::countDown);
        }

        public void take(Poison poison) {}

        @Override
        public void onDisconnected(HubCaller caller, @Nullable Throwable error) {
            left.countDown();
        }
    }

    private final ApplicationContext context = ApplicationContext.run(Map.of(ENABLED, "1"));
    private final Places places = context.getBean(Places.class);
    private final FailingHub hub = context.getBean(FailingHub.class);

    @AfterEach
    void stop() {
        context.close();
    }

    private ServedEndpoint endpoint() {
        return context.getBean(HubServer.class).endpoints().stream()
                .filter(served -> served.path().equals("/cleanup"))
                .findFirst()
                .orElseThrow();
    }

    private CollectingTransport client(String id) {
        return CollectingTransport.open(endpoint(), id, HubPrincipal.anonymous());
    }

    @Test
    void aCancellationThatFailsKeepsNobodyFromHearingOfTheEnd() throws Exception {
        CollectingTransport client = client("a");
        client.receive("{\"type\":1,\"invocationId\":\"1\",\"target\":\"watch\",\"arguments\":[]}");
        client.expect("{\"type\":3,\"invocationId\":\"1\",\"result\":null}");
        client.sink().transportEnded(null);
        await().until(places.taken::isEmpty);
        hub.left.await();
        hub.told.await();
    }

    @Test
    void aTransportThatCannotBeEndedKeepsNobodyFromHearingOfTheEnd() {
        CollectingTransport client = client("a");
        client.receive("{\"type\":1,\"invocationId\":\"1\",\"target\":\"watch\",\"arguments\":[]}");
        client.expect("{\"type\":3,\"invocationId\":\"1\",\"result\":null}");
        client.breakDown();
        client.sink().end(Ending.aborted());
        await().until(() -> hub.told.getCount() == 0 && hub.left.getCount() == 0);
        await().until(places.taken::isEmpty);
    }

    @Test
    void anErrorWhileBindingEndsTheConnection() {
        CollectingTransport client = client("a");
        client.receive("{\"type\":1,\"target\":\"take\",\"arguments\":[\"x\"]}");
        await().until(client::completed);
        assertThat(client.records().getLast())
                .isEqualTo(
                        "{\"type\":7,\"error\":\"Connection closed with an error.\",\"allowReconnect\":true}");
        await().until(places.taken::isEmpty);
    }

    @Test
    void thePlaceIsGivenBackWhateverAListenerDoes() {
        CollectingTransport client = client("ill-observed");
        assertThat(places.taken).hasSize(1);
        client.sink().transportEnded(null);
        await().until(places.taken::isEmpty);
    }

    @Test
    void aCallThatFailsBeyondRepairGivesItsSlotBack() {
        InvocationSlots slots =
                new InvocationSlots(HubOptions.Bounds.DEFAULT, Runnable::run, () -> {});
        Runnable broken =
                () -> {
                    throw new AssertionError("nobody catches this");
                };
        assertThat(slots.take(broken, 1)).isEqualTo(InvocationSlots.Turn.NOW);
        slots.run(broken);
        assertThat(slots.take(broken, 1)).isEqualTo(InvocationSlots.Turn.NOW);
    }

    @Test
    void anAdmissionThatFailsRefusesTheHandshake() {
        CollectingTransport client =
                new CollectingTransport(endpoint(), "unlucky", HubPrincipal.anonymous());
        client.receive("{\"protocol\":\"json\",\"version\":1}");
        await().until(client::completed);
        assertThat(client.records())
                .containsExactly(
                        "{\"error\":\"An unexpected error occurred during connection handshake.\"}");
        assertThat(places.taken).isEmpty();
    }
}
