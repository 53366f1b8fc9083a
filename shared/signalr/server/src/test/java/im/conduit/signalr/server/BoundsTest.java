package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoundsTest {

    private static volatile CountDownLatch gate = new CountDownLatch(1);
    private static final AtomicInteger DONE = new AtomicInteger();
    private static final AtomicInteger RECEIVED = new AtomicInteger();

    /// A hub whose first call can be made to wait.
    @Hub("/bounds")
    static class BoundsHub {
        public void hold() throws InterruptedException {
            gate.await();
        }

        public void work(String text) {
            DONE.incrementAndGet();
        }

        public int read(ClientStream<String> items) throws InterruptedException {
            gate.await();
            return (int) items.stream().count();
        }
    }

    /// Counts the calls of a method.
    @Singleton
    static class Counter implements ConnectionListener {
        @Override
        public void received(Class<?> hub, HubCaller caller, String target, int bytes) {
            if (hub == BoundsHub.class && target.equals("Work")) {
                RECEIVED.incrementAndGet();
            }
        }
    }

    /// The hub again, for principals that expire.
    @Factory
    static class Endpoints {
        @Bean
        @Singleton
        HubEndpoint expiring() {
            return new HubEndpoint("/expiring", BoundsHub.class)
                    .with(options -> options.withCloseOnAuthenticationExpiration(true));
        }
    }

    private final ApplicationContext context = ApplicationContext.run();

    @BeforeEach
    void closeTheGate() {
        gate = new CountDownLatch(1);
        DONE.set(0);
        RECEIVED.set(0);
    }

    @AfterEach
    void stop() {
        gate.countDown();
        context.close();
    }

    private ServedEndpoint endpoint(String path) {
        return context.getBean(HubServer.class).endpoints().stream()
                .filter(served -> served.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static String call(String target, String text) {
        return "{\"type\":1,\"target\":\"" + target + "\",\"arguments\":[" + text + "]}\u001e";
    }

    private static boolean feed(CollectingTransport client, String text) {
        return client.sink().receive(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Whether what had just come was only not looked at yet.
    private static boolean isReadyAgain(CollectingTransport client) {
        long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
        while (!client.sink().ready() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return client.sink().ready();
    }

    @Test
    void callsBehindOneThatWaitsMakeTheTransportPauseAndNoneIsLost() {
        CollectingTransport client =
                CollectingTransport.open(endpoint("/bounds"), "a", HubPrincipal.anonymous());
        feed(client, call("hold", ""));
        String work = call("work", "\"" + "x".repeat(1000) + "\"");
        int sent = 0;
        boolean welcome = true;
        while (welcome) {
            welcome = feed(client, work) || isReadyAgain(client);
            sent++;
            assertThat(sent).as("calls taken in").isLessThan(400);
        }
        assertThat(client.sink().ready()).isFalse();
        assertThat(DONE).hasValue(0);
        gate.countDown();
        int all = sent;
        await().until(() -> DONE.get() == all && RECEIVED.get() >= all);
        assertThat(RECEIVED).as("calls told of").hasValue(all);
        await().until(() -> client.sink().ready());
        assertThat(client.resumed()).isTrue();
    }

    @Test
    void aFullUploadHoldsNoThreadAndLosesNothing() {
        CollectingTransport client =
                CollectingTransport.open(endpoint("/bounds"), "a", HubPrincipal.anonymous());
        feed(
                client,
                "{\"type\":1,\"invocationId\":\"1\",\"target\":\"read\",\"arguments\":[],"
                        + "\"streamIds\":[\"u\"]}\u001e");
        for (int i = 0; i < 30; i++) {
            feed(client, "{\"type\":2,\"invocationId\":\"u\",\"item\":\"" + i + "\"}\u001e");
        }
        feed(client, "{\"type\":3,\"invocationId\":\"u\"}\u001e");
        gate.countDown();
        client.expect("{\"type\":3,\"invocationId\":\"1\",\"result\":30}");
    }

    @Test
    void tooManyStreamsAreRefusedAndTheConnectionLivesOn() {
        CollectingTransport client =
                CollectingTransport.open(endpoint("/bounds"), "a", HubPrincipal.anonymous());
        for (int i = 0; i <= 100; i++) {
            feed(
                    client,
                    "{\"type\":1,\"invocationId\":\""
                            + i
                            + "\",\"target\":\"read\",\"arguments\":[],"
                            + "\"streamIds\":[\"u"
                            + i
                            + "\"]}\u001e");
        }
        client.expect(
                "{\"type\":3,\"invocationId\":\"100\",\"error\":\"An unexpected error occurred"
                        + " invoking 'Read' on the server. HubException: Too many streams are"
                        + " open.\"}");
        assertThat(client.sink().ended()).isFalse();
        client.sink().transportEnded(null);
    }

    @Test
    void aConnectionEndsWithTheProofOfIdentityWhereThatIsAskedFor() {
        HubPrincipal old =
                new HubPrincipal("ann", Map.of(), Set.of(), Instant.now().minusSeconds(1));
        CollectingTransport lasting = CollectingTransport.open(endpoint("/bounds"), "a", old);
        CollectingTransport expiring = CollectingTransport.open(endpoint("/expiring"), "b", old);
        lasting.sink().tick(System.nanoTime());
        expiring.sink().tick(System.nanoTime());
        expiring.expect("{\"type\":7,\"allowReconnect\":true}");
        await().until(expiring::completed);
        assertThat(lasting.sink().ended()).isFalse();
    }

    private static HubPrincipal until(@Nullable Instant expires) {
        return new HubPrincipal("ann", Map.of(), Set.of(), expires);
    }

    static List<@Nullable Instant> later() {
        return Arrays.asList(Instant.now().plusSeconds(60), null);
    }

    @ParameterizedTest
    @MethodSource("later")
    void aConnectionLastsAsLongAsTheLastProofOfIdentity(@Nullable Instant expires) {
        Instant past = Instant.now().minusSeconds(1);
        CollectingTransport client =
                CollectingTransport.open(endpoint("/expiring"), "a", until(past));
        client.sink().renew(until(expires));
        client.sink().renew(until(past));
        client.sink().tick(System.nanoTime());
        assertThat(client.sink().ended()).isFalse();
    }
}
