package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who waits for a connection's end hears of it, also on the lane that has to end it.
class AbortedTest {

    private static final String ENABLED = "test.aborted";

    /// A hub that lets nobody in before they are gone.
    @Hub("/aborted")
    @Requires(property = ENABLED)
    static class PatientHub implements HubLifecycle {
        private final CountDownLatch asking = new CountDownLatch(1);
        private final CountDownLatch waiting = new CountDownLatch(1);
        private final CountDownLatch gone = new CountDownLatch(1);
        private final CountDownLatch left = new CountDownLatch(1);

        @Override
        public void onConnected(HubCaller caller) {
            try {
                if (caller.connectionId().equals("asks late")) {
                    asking.countDown();
                    gone.await();
                }
                CancellationToken aborted = caller.aborted();
                waiting.countDown();
                aborted.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        @Override
        public void onDisconnected(HubCaller caller, @Nullable Throwable error) {
            left.countDown();
        }
    }

    private final ApplicationContext context = ApplicationContext.run(Map.of(ENABLED, "1"));
    private final PatientHub hub = context.getBean(PatientHub.class);

    @AfterEach
    void stop() {
        context.close();
    }

    private CollectingTransport client(String id) {
        return CollectingTransport.open(
                context.getBean(HubServer.class).endpoints().stream()
                        .filter(served -> served.path().equals("/aborted"))
                        .findFirst()
                        .orElseThrow(),
                id,
                HubPrincipal.anonymous());
    }

    private void awaitLeft() {
        await().until(() -> hub.left.getCount() == 0);
    }

    @Test
    void aClientThatLeavesWhileItIsLetInIsLetGo() throws Exception {
        CollectingTransport client = client("a");
        hub.waiting.await();
        client.sink().transportEnded(null);
        awaitLeft();
    }

    @Test
    void aConnectionThatIsAbortedWhileItIsLetInEnds() throws Exception {
        CollectingTransport client = client("a");
        hub.waiting.await();
        client.sink().end(Ending.aborted());
        awaitLeft();
        assertThat(client.completed()).isTrue();
    }

    @Test
    void whoAsksAfterTheEndHearsOfItAtOnce() throws Exception {
        CollectingTransport client = client("asks late");
        hub.asking.await();
        client.sink().transportEnded(null);
        hub.gone.countDown();
        awaitLeft();
    }
}
