package im.conduit.signalr.netty;

import im.conduit.signalr.server.ConnectionTransport;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Flushes the transports of one event loop in one task.
record LoopFlush(EventLoop loop) implements ConnectionTransport.FlushGroup {

    private static final Map<EventLoop, LoopFlush> KNOWN = new ConcurrentHashMap<>();

    static LoopFlush of(EventLoop loop) {
        LoopFlush known = KNOWN.get(loop);
        if (known != null) {
            return known;
        }
        LoopFlush made = KNOWN.computeIfAbsent(loop, LoopFlush::new);
        loop.terminationFuture().addListener(_ -> KNOWN.remove(loop));
        return made;
    }

    @Override
    public void flush(List<ConnectionTransport> transports) {
        loop.execute(
                () -> {
                    for (ConnectionTransport transport : transports) {
                        if (transport instanceof QueuedTransport queued) {
                            queued.flushQueued();
                        }
                    }
                });
    }
}
