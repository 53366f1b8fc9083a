package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import org.slf4j.LoggerFactory;

/// Fails when Netty's leak detector has reported a buffer.
final class LeakCheck {

    private static final ListAppender<ILoggingEvent> REPORTS = new ListAppender<>();

    static {
        REPORTS.start();
        Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
        logger.addAppender(REPORTS);
    }

    private LeakCheck() {}

    static void nothingLeaked() {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
        for (int i = 0; i < 3; i++) {
            System.gc();
            ByteBuf probe = PooledByteBufAllocator.DEFAULT.directBuffer(64); // reports on use
            probe.release();
        }
        List<String> reports =
                List.copyOf(REPORTS.list).stream()
                        .map(ILoggingEvent::getFormattedMessage)
                        .filter(message -> message.contains("LEAK"))
                        .toList();
        assertThat(reports).isEmpty();
    }
}
