package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.signalr.server.Admission;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    /// One connection, and nobody may negotiate while it is there.
    @Singleton
    @Requires(property = "test.one-connection")
    static final class OnlyOne implements Admission {
        private final Set<String> inside = ConcurrentHashMap.newKeySet();

        @Override
        public @Nullable Busy beforeNegotiate(HubRequest request, HubPrincipal principal) {
            return inside.isEmpty() ? null : new Busy(503, 7, "full");
        }

        @Override
        public synchronized @Nullable String claim(
                String connectionId, HubRequest request, HubPrincipal principal) {
            return inside.isEmpty() && inside.add(connectionId) ? null : "Too many connections.";
        }

        @Override
        public void release(String connectionId) {
            inside.remove(connectionId);
        }
    }

    @Test
    void whoFindsNoPlaceIsToldSoAndAPlaceIsGivenBack() throws Exception {
        try (TestHost host = new TestHost(Map.of("test.one-connection", "1"))) {
            OnlyOne limit = host.bean(OnlyOne.class);
            try (RawClient first = RawClient.hub(host.port(), "/hub");
                    RawClient second = new RawClient(host.port());
                    RawClient third = new RawClient(host.port())) {
                assertThat(limit.inside).hasSize(1);
                second.upgrade("/hub", Map.of());
                second.text(RawClient.HANDSHAKE);
                assertThat(second.frame()).isEqualTo("{\"error\":\"Too many connections.\"}\u001e");
                assertThat(second.frame()).isEqualTo("close 1000");
                third.send("POST /hub/negotiate HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
                assertThat(third.answer())
                        .contains("HTTP/1.1 503 Service Unavailable", "retry-after: 7", "full");
                first.send(RawClient.masked(8, new byte[] {3, (byte) 0xE8}));
                assertThat(first.frame()).isEqualTo("close 1000");
            }
            await().until(() -> limit.inside.isEmpty());
            try (RawClient again = RawClient.hub(host.port(), "/hub")) {
                assertThat(limit.inside).hasSize(1);
                again.close();
            }
        }
    }
}
