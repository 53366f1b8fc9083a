package im.conduit.signalr.server;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs what travels, where `signalr.enable-message-tracing` is set: targets and sizes, never
/// arguments.
@Singleton
@Requires(property = "signalr.enable-message-tracing", value = "true")
final class MessageTrace implements ConnectionListener {

    private static final Logger LOG = LoggerFactory.getLogger("im.conduit.signalr.trace");

    @Override
    public void opened(Class<?> hub, TransportType transport, HubCaller caller) {
        LOG.info(
                "opened hub={} connection={} transport={}",
                hub.getSimpleName(),
                caller.connectionId(),
                transport.wireName());
    }

    @Override
    public void closed(Class<?> hub, TransportType transport, HubCaller caller, String reason) {
        LOG.info(
                "closed hub={} connection={} transport={} reason={}",
                hub.getSimpleName(),
                caller.connectionId(),
                transport.wireName(),
                reason);
    }

    @Override
    public void received(Class<?> hub, HubCaller caller, String target, int bytes) {
        LOG.info(
                "received hub={} connection={} target={} bytes={}",
                hub.getSimpleName(),
                caller.connectionId(),
                target,
                bytes);
    }

    @Override
    public void sent(Class<?> hub, HubCaller caller, int bytes) {
        LOG.info(
                "sent hub={} connection={} bytes={}",
                hub.getSimpleName(),
                caller.connectionId(),
                bytes);
    }
}
