package im.conduit.signalr.netty;

import im.conduit.signalr.server.OutgoingMessage;
import im.conduit.signalr.server.TransportType;
import io.netty.buffer.ByteBuf;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A transport without a client; fails when it is told to.
final class FakeTransport extends QueuedTransport {

    static final EventLoop LOOP = new DefaultEventLoop();

    final List<String> written = new CopyOnWriteArrayList<>();
    final AtomicInteger drains = new AtomicInteger();
    volatile boolean failing;
    volatile boolean failed;
    volatile boolean cut;

    FakeTransport() {
        super(64 * 1024, Duration.ofSeconds(10));
    }

    private void fail() {
        if (failing) {
            failed = true;
            throw new AssertionError("as told");
        }
    }

    @Override
    public TransportType type() {
        return TransportType.WEB_SOCKETS;
    }

    @Override
    EventLoop loop() {
        return LOOP;
    }

    @Override
    @Nullable ByteBuf sharedFrame(OutgoingMessage message) {
        fail();
        return null;
    }

    @Override
    void drain() {
        fail();
        drains.incrementAndGet();
        Entry entry = poll();
        while (entry != null) {
            written.add(new String(entry.message.bytes(), StandardCharsets.UTF_8));
            entry = poll();
        }
    }

    @Override
    void finished(boolean applicationFailed) {}

    @Override
    void cut() {
        cut = true;
    }

    @Override
    public void resumeReading() {}
}
