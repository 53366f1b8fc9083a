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

        await().until(() -> sound.drained);
        await().until(() -> broken.cut);
        assertThat(sound.cut).isFalse();
    }
}
