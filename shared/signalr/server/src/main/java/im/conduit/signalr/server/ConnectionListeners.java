package im.conduit.signalr.server;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells every listener, whatever the others do.
record ConnectionListeners(List<ConnectionListener> told) implements ConnectionListener {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionListeners.class);

    private void each(Consumer<ConnectionListener> telling) {
        for (ConnectionListener one : told) {
            try {
                telling.accept(one);
            } catch (RuntimeException failed) {
                LOG.warn("{} failed", one.getClass().getSimpleName(), failed);
            }
        }
    }

    @Override
    public void opened(Class<?> hub, TransportType transport, HubCaller caller) {
        each(one -> one.opened(hub, transport, caller));
    }

    @Override
    public void closed(Class<?> hub, TransportType transport, HubCaller caller, String reason) {
        each(one -> one.closed(hub, transport, caller, reason));
    }

    @Override
    public void received(Class<?> hub, HubCaller caller, String target, int bytes) {
        each(one -> one.received(hub, caller, target, bytes));
    }

    @Override
    public void sent(Class<?> hub, HubCaller caller, int bytes) {
        each(one -> one.sent(hub, caller, bytes));
    }
}
