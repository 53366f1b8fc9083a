package im.conduit.signalr.server;

import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings to the log what hubs and their filters throw: as a warning, unless it was meant for the
/// client or nobody waits for the work any more.
final class HubFailures {

    private static final Logger LOG = LoggerFactory.getLogger(HubFailures.class);

    private HubFailures() {}

    /// @param what the method or callback
    /// @param calledOff whether its work is no longer wanted
    static void log(Class<?> hub, String what, Throwable failed, boolean calledOff) {
        if (calledOff || expected(ErrorText.unwrap(failed))) {
            LOG.debug("{} of {} failed", what, hub.getSimpleName(), failed);
        } else {
            LOG.warn("{} of {} failed", what, hub.getSimpleName(), failed);
        }
    }

    private static boolean expected(Throwable cause) {
        return cause instanceof HubException
                || cause instanceof CancellationException
                || (cause instanceof ConnectionFault fault && fault.isCancellation());
    }
}
