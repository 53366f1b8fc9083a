package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The server's own pings.
class PingTest {

    private static final String PING = "{\"type\":6}";

    private final ApplicationContext context = ApplicationContext.run();
    private final CollectingTransport client =
            CollectingTransport.open(
                    context.getBean(HubServer.class).endpoints().stream()
                            .filter(served -> served.path().equals("/showcase"))
                            .findFirst()
                            .orElseThrow(),
                    "a",
                    HubPrincipal.anonymous());
    private long now = System.nanoTime();

    @AfterEach
    void stop() {
        context.close();
    }

    private void passes(Duration time) {
        now += time.toNanos();
        client.sink().tick(now);
    }

    @Test
    void aPingIsSentOncePerInterval() {
        passes(HubOptions.DEFAULT.timing().keepAlive().dividedBy(2));
        assertThat(client.records()).containsExactly("{}");
        passes(HubOptions.DEFAULT.timing().keepAlive());
        passes(Duration.ZERO);
        assertThat(client.records()).containsExactly("{}", PING);
    }

    @Test
    void noneIsSentWhileSomethingElseWaitsForTheClient() {
        client.queue(1);
        passes(HubOptions.DEFAULT.timing().keepAlive());
        assertThat(client.records()).containsExactly("{}");
        client.queue(0);
        passes(HubOptions.DEFAULT.timing().keepAlive());
        assertThat(client.records()).containsExactly("{}", PING);
    }
}
