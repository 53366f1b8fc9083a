package im.conduit.signalr.netty;

import im.conduit.signalr.server.ConnectionTransport;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Flushes the transports of one event loop in one task.
record LoopFlush(EventLoop loop) implements ConnectionTransport.FlushGroup {

    private static final Logger LOG = LoggerFactory.getLogger(LoopFlush.class);
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
                            flush(queued);
                        }
                    }
                });
    }

    private static void flush(QueuedTransport queued) {
        try {
            queued.flushQueued();
        } catch (Throwable e) { // the others want theirs
            LOG.error("A transport that cannot be written to is cut off", e);
            queued.abort();
        }
    }
}
