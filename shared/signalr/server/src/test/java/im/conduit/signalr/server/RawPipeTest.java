package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import im.conduit.signalr.protocol.TransferFormat;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RawPipeTest {

    private static final String ENABLED = "test.raw-pipe";

    /// Talks and never listens.
    @Singleton
    @Requires(property = ENABLED)
    static class Talker implements ConnectionHandler {
        @Override
        public void handle(RawConnection connection) {
            while (true) {
                connection.write(new byte[0]);
            }
        }
    }

    /// Returns what has come until its gate was opened.
    @Singleton
    @Requires(property = ENABLED)
    static class LateEcho implements ConnectionHandler {
        private final CountDownLatch gate = new CountDownLatch(1);

        @Override
        public void handle(RawConnection connection) throws InterruptedException {
            gate.await();
            byte[] come = connection.read();
            if (come != null) {
                connection.write(come);
            }
        }
    }

    /// Returns what comes, in binary frames.
    @Singleton
    @Requires(property = ENABLED)
    static class BinaryEcho implements ConnectionHandler {
        @Override
        public void handle(RawConnection connection) throws InterruptedException {
            for (byte[] come = connection.read(); come != null; come = connection.read()) {
                connection.write(come);
            }
        }

        @Override
        public TransferFormat transferFormat() {
            return TransferFormat.BINARY;
        }
    }

    @Factory
    @Requires(property = ENABLED)
    static class Endpoints {
        @Bean
        @Singleton
        HubEndpoint binaryEcho() {
            return new HubEndpoint("/binary-echo", BinaryEcho.class)
                    .with(options -> options.withCloseOnAuthenticationExpiration(true));
        }

        @Bean
        @Singleton
        HubEndpoint talker() {
            return new HubEndpoint("/talker", Talker.class);
        }

        @Bean
        @Singleton
        HubEndpoint lateEcho() {
            return new HubEndpoint("/late-echo", LateEcho.class);
        }
    }

    private final ApplicationContext context = ApplicationContext.run(Map.of(ENABLED, "1"));

    @AfterEach
    void stop() {
        context.close();
    }

    private CollectingTransport client(String path) {
        return client(path, HubPrincipal.anonymous());
    }

    private CollectingTransport client(String path, HubPrincipal principal) {
        return new CollectingTransport(
                context.getBean(HubServer.class).endpoints().stream()
                        .filter(served -> served.path().equals(path))
                        .findFirst()
                        .orElseThrow(),
                "a",
                principal);
    }

    private static HubPrincipal until(Instant expires) {
        return new HubPrincipal("ann", Map.of(), Set.of(), expires);
    }

    @Test
    void aHandlersBytesTravelAsTextUnlessItSaysOtherwise() {
        CollectingTransport text = client("/late-echo");
        CollectingTransport binary = client("/binary-echo");
        context.getBean(LateEcho.class).gate.countDown();
        text.receive("x");
        binary.receive("x");
        text.expect("x");
        binary.expect("x");
        assertThat(text.formats()).containsExactly(TransferFormat.TEXT);
        assertThat(binary.formats()).containsExactly(TransferFormat.BINARY);
    }

    @Test
    void aConnectionEndsWithTheProofOfIdentityWhereThatIsAskedFor() {
        CollectingTransport client = client("/binary-echo", until(Instant.EPOCH));
        client.sink().tick(System.nanoTime());
        await().until(client::completed);
        assertThat(client.failed()).isFalse();
    }

    @Test
    void aConnectionLastsAsLongAsTheLastProofOfIdentity() {
        CollectingTransport client = client("/binary-echo", until(Instant.EPOCH));
        client.sink().renew(until(Instant.MAX));
        client.sink().tick(System.nanoTime());
        client.receive("still");
        client.expect("still");
    }

    @Test
    void whoOnlyWritesIsStoppedWhenTheClientHasLeft() {
        CollectingTransport client = client("/talker");
        client.sink().transportEnded(null);
        await().until(client::completed);
        assertThat(client.failed()).isFalse();
    }

    @Test
    void whoOnlyWritesIsStoppedWhenTheServerEndsTheConnection() {
        CollectingTransport client = client("/talker");
        client.sink().end(Ending.shutdown());
        await().until(client::completed);
        assertThat(client.failed()).isFalse();
    }

    @Test
    void inputInSmallPiecesIsNotCopiedForEachOfThem() {
        CollectingTransport client = client("/late-echo");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuffer piece = ByteBuffer.wrap(new byte[] {'x'});
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20_000; i++) {
            client.sink().receive(piece.rewind());
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        client.receive("");
        context.getBean(LateEcho.class).gate.countDown();
        client.expect("x".repeat(20_000));
        assertThat(allocated).isLessThan(2_000_000);
    }
}
