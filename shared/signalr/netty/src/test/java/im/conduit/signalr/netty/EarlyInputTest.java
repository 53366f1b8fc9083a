package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import im.conduit.signalr.server.ConnectionSink;
import im.conduit.signalr.server.ConnectionTransport;
import im.conduit.signalr.server.Ending;
import im.conduit.signalr.server.HubRequest;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EarlyInputTest {

    private static final int MOST_KEPT = 4;

    @Test
    void whatCameBeforeTheTransportComesFirstWhileMoreArrives() throws Exception {
        EarlyInput input = new EarlyInput(MOST_KEPT, new EarlyRoom(EarlyRoom.MOST));
        input.receive(bytes("first "));
        CountDownLatch handingOver = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        Sink sink =
                new Sink() {
                    @Override
                    public boolean receive(ByteBuffer bytes) {
                        if (handingOver.getCount() > 0) {
                            handingOver.countDown();
                            passes(arrived); // the second part has all the time to overtake
                        }
                        return super.receive(bytes);
                    }
                };
        Thread second =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    passes(handingOver);
                                    input.receive(bytes("second"));
                                    arrived.countDown();
                                });

        input.open(sink);
        second.join();

        assertThat(sink.text()).isEqualTo("first second");
    }

    @Test
    void moreIsWelcomeUntilTooMuchIsKeptAndAgainWhenItIsOpen() {
        EarlyInput input = new EarlyInput(MOST_KEPT, new EarlyRoom(EarlyRoom.MOST));
        assertThat(input.receive(bytes("abc"))).isTrue();
        assertThat(input.ready()).isTrue();
        assertThat(input.receive(bytes("d"))).isFalse();
        assertThat(input.ready()).isFalse();

        Sink sink = new Sink();
        input.open(sink);

        assertThat(input.ready()).isTrue();
        assertThat(input.receive(bytes("e"))).isTrue();
        assertThat(sink.text()).isEqualTo("abcde");
    }

    @Test
    void manySmallPartsCostNoMoreThanOneLargeOne() {
        int most = 64 * 1024;
        EarlyInput input = new EarlyInput(most, new EarlyRoom(EarlyRoom.MOST));
        ByteBuffer part = bytes("x");
        long before = allocated();
        for (int i = 0; i < most; i++) {
            input.receive(part.rewind());
        }
        assertThat(allocated() - before).isLessThan(16L * most);
        Sink sink = new Sink();
        input.open(sink);
        assertThat(sink.text()).isEqualTo("x".repeat(most));
    }

    /// By this thread, in bytes.
    private static long allocated() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class)
                .getCurrentThreadAllocatedBytes();
    }

    @Test
    void aSecondTransportOfTheSameConnectionHearsNothingTwice() {
        EarlyInput input = new EarlyInput(MOST_KEPT, new EarlyRoom(EarlyRoom.MOST));
        input.receive(bytes("once"));
        Sink sink = new Sink();
        input.open(sink);
        input.open(sink);
        assertThat(sink.text()).isEqualTo("once");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /// Waits for it, but not long: the right order keeps the second part out.
    private static boolean passes(CountDownLatch latch) {
        try {
            return latch.await(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static class Sink implements ConnectionSink {
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();

        String text() {
            return received.toString(java.nio.charset.StandardCharsets.US_ASCII);
        }

        @Override
        public boolean receive(ByteBuffer bytes) {
            byte[] some = new byte[bytes.remaining()];
            bytes.get(some);
            received.writeBytes(some);
            return true;
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public String connectionId() {
            return "id";
        }

        @Override
        public void attach(ConnectionTransport transport, HubRequest request) {}

        @Override
        public void transportEnded(@Nullable Throwable error) {}

        @Override
        public void end(Ending ending) {}

        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public void tick(long nowNanos) {}
    }
}
