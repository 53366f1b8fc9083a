package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowReaderTest {

    private static volatile CountDownLatch gate = new CountDownLatch(1);
    private static final AtomicInteger NOTED = new AtomicInteger();

    /// A hub with much to say.
    @Hub("/slow-reader")
    static class TalkativeHub {
        public Iterator<String> nothing() {
            return List.<String>of().iterator();
        }

        public String tooMuch() {
            return "x".repeat(150_000);
        }

        public void note() {
            NOTED.incrementAndGet();
        }

        public int held(ClientStream<String> items) throws InterruptedException {
            gate.await();
            return 0;
        }

        public Iterator<String> echo(ClientStream<String> items) {
            return items.stream().map(_ -> "x".repeat(60_000)).iterator();
        }
    }

    private final ApplicationContext context = ApplicationContext.run();
    private final ServedEndpoint endpoint =
            context.getBean(HubServer.class).endpoints().stream()
                    .filter(served -> served.path().equals("/slow-reader"))
                    .findFirst()
                    .orElseThrow();

    @BeforeEach
    void closeTheGate() {
        gate = new CountDownLatch(1);
        NOTED.set(0);
    }

    @AfterEach
    void stop() {
        gate.countDown();
        context.close();
    }

    private static String stream(int id, String target) {
        return "{\"type\":4,\"invocationId\":\"%d\",\"target\":\"%s\",\"arguments\":[]}"
                .formatted(id, target);
    }

    private static String upload(int id, String target) {
        return "{\"type\":1,\"invocationId\":\"%d\",\"target\":\"%s\",\"arguments\":[],\"streamIds\":[\"u\"]}"
                .formatted(id, target);
    }

    private static long completions(CollectingTransport client) {
        return client.records().stream().filter(record -> record.startsWith("{\"type\":3")).count();
    }

    @Test
    void streamsThatHaveEndedCountUntilTheirClientCanTakeTheEnd() {
        CollectingTransport client =
                CollectingTransport.open(endpoint, "a", HubPrincipal.anonymous());
        client.stopReading();
        for (int i = 0; i < 300; i++) {
            client.receive(stream(i, "nothing"));
        }
        await().until(() -> client.waiting() == 101); // those streams, and the next one's refusal
        assertThat(completions(client)).isZero();
        client.readOn();
        await().until(() -> completions(client) == 300);
        assertThat(client.mostWaiting()).isLessThanOrEqualTo(101);
    }

    @Test
    void anUploadUnderAnIdInUseCountsToo() {
        CollectingTransport client =
                CollectingTransport.open(endpoint, "a", HubPrincipal.anonymous());
        for (int i = 0; i <= 100; i++) {
            client.receive(upload(i, "held"));
        }
        client.expect(
                "{\"type\":3,\"invocationId\":\"100\",\"error\":\"An unexpected error occurred"
                        + " invoking 'Held' on the server. HubException: Too many streams are"
                        + " open.\"}");
    }

    @Test
    void refusalsDoNotWaitForAcknowledgementsThatNobodyCouldRead() {
        CollectingTransport client = CollectingTransport.openStateful(endpoint, "a");
        client.receive("{\"type\":1,\"target\":\"note\",\"arguments\":[]}");
        client.receive(
                "{\"type\":1,\"invocationId\":\"1\",\"target\":\"tooMuch\",\"arguments\":[]}");
        await().until(() -> completions(client) == 1);
        client.receive("{\"type\":1,\"invocationId\":\"2\",\"target\":\"none\",\"arguments\":[]}");
        client.receive("{\"type\":8,\"sequenceId\":1}");
        client.receive("{\"type\":1,\"target\":\"note\",\"arguments\":[]}");
        await().until(() -> NOTED.get() == 2);
    }

    @Test
    void anAcknowledgementBehindAFullUploadIsRead() {
        CollectingTransport client = CollectingTransport.openStateful(endpoint, "a");
        client.receive(
                stream(1, "echo").replace("\"arguments\"", "\"streamIds\":[\"u\"],\"arguments\""));
        for (int i = 0; i < 15; i++) {
            client.receive("{\"type\":2,\"invocationId\":\"u\",\"item\":\"x\"}");
        }
        client.receive("{\"type\":8,\"sequenceId\":2}");
        client.receive("{\"type\":1,\"target\":\"note\",\"arguments\":[]}");
        await().until(() -> NOTED.get() == 1);
    }

    private Thread tellTwice() {
        return Thread.startVirtualThread(
                () -> {
                    ClientProxy told =
                            context.getBean(HubServer.class)
                                    .context(TalkativeHub.class)
                                    .clients()
                                    .client("a");
                    told.send("news", "x".repeat(150_000));
                    told.send("news", "x".repeat(150_000));
                });
    }

    private static void awaitWaiting(Thread sender) {
        await().until(() -> sender.getState() == Thread.State.WAITING);
    }

    @Test
    void whoAcknowledgesNothingHoldsSendersUpNoLongerThanTheSendTimeout() throws Exception {
        CollectingTransport client = CollectingTransport.openStateful(endpoint, "a");
        Thread sender = tellTwice();
        awaitWaiting(sender);
        long now = System.nanoTime();
        client.sink().tick(now);
        client.sink().tick(now + Duration.ofSeconds(9).toNanos());
        assertThat(client.sink().ended()).isFalse();
        client.sink().tick(now + Duration.ofSeconds(11).toNanos());
        await().until(() -> !sender.isAlive());
        assertThat(client.aborted()).isTrue();
    }

    @Test
    void whoAcknowledgesSlowlyIsKept() throws Exception {
        CollectingTransport client = CollectingTransport.openStateful(endpoint, "a");
        Thread sender = tellTwice();
        awaitWaiting(sender);
        long now = System.nanoTime();
        client.sink().tick(now);
        client.receive("{\"type\":8,\"sequenceId\":1}");
        sender.join();
        client.sink().tick(now + Duration.ofSeconds(9).toNanos());
        client.sink().tick(now + Duration.ofSeconds(18).toNanos());
        assertThat(client.sink().ended()).isFalse();
    }

    @Test
    void whoIsAwayOwesNoAcknowledgement() {
        CollectingTransport client = CollectingTransport.openStateful(endpoint, "a");
        Thread sender = tellTwice();
        awaitWaiting(sender);
        long now = System.nanoTime();
        client.sink().tick(now);
        client.sink().detach(client);
        client.sink().tick(now + Duration.ofSeconds(11).toNanos());
        assertThat(client.sink().ended()).isFalse();
        client.sink().end(Ending.shutdown());
    }
}
