package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Prototype;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HubScopeTest {

    private static final AtomicInteger MADE = new AtomicInteger();
    private static final AtomicInteger CLOSED = new AtomicInteger();

    /// A new one for each call.
    @Hub("/prototype")
    @Prototype
    static class PrototypeHub implements AutoCloseable {
        private int calls;

        PrototypeHub() {
            MADE.incrementAndGet();
        }

        public int count() {
            return ++calls;
        }

        @Override
        public void close() {
            CLOSED.incrementAndGet();
        }
    }

    @Test
    void aPrototypeIsMadeForEachCallAndClosedAfterIt() {
        try (ApplicationContext context = ApplicationContext.run()) {
            ServedEndpoint endpoint =
                    context.getBean(HubServer.class).endpoints().stream()
                            .filter(served -> served.path().equals("/prototype"))
                            .findFirst()
                            .orElseThrow();
            CollectingTransport client =
                    CollectingTransport.open(endpoint, "a", HubPrincipal.anonymous());
            for (int i = 1; i <= 3; i++) {
                client.receive(
                        "{\"type\":1,\"invocationId\":\""
                                + i
                                + "\",\"target\":\"count\",\"arguments\":[]}");
                client.expect("{\"type\":3,\"invocationId\":\"" + i + "\",\"result\":1}");
            }
            await().until(() -> CLOSED.get() == MADE.get());
            assertThat(MADE.get()).isGreaterThanOrEqualTo(4); // onConnected has one, too
            client.receive(
                    "{\"type\":1,\"invocationId\":\"c\",\"target\":\"close\",\"arguments\":[]}");
            client.expect(
                    "{\"type\":3,\"invocationId\":\"c\",\"error\":\"Failed to invoke 'close' due to"
                            + " an error on the server. HubException: Method does not exist.\"}");
        }
    }
}
