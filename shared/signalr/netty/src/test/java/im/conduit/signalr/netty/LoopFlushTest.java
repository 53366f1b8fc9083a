package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoopFlushTest {

    @Test
    void aTransportThatFailsIsCutOffAndTheOthersAreWrittenTo() {
        FakeTransport broken = new FakeTransport();
        FakeTransport sound = new FakeTransport();
        broken.failing = true;

        LoopFlush.of(FakeTransport.LOOP).flush(List.of(broken, sound));

        await().until(() -> sound.drains.get() > 0);
        await().until(() -> broken.cut);
        assertThat(sound.cut).isFalse();
    }

    @Test
    void aTransportIsFlushedOnceATurnHoweverOftenItAsks() throws Exception {
        FakeTransport transport = new FakeTransport();
        LoopFlush flush = LoopFlush.of(FakeTransport.LOOP);
        FakeTransport.LOOP
                .submit(
                        () -> {
                            flush.afterReading(transport);
                            flush.afterReading(transport);
                        })
                .get();

        await().until(() -> transport.drains.get() > 0);
        FakeTransport.LOOP.submit(() -> {}).get(); // the turn is over
        assertThat(transport.drains).hasValue(1);
    }
}
