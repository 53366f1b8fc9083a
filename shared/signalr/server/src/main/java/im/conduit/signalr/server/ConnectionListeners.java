package im.conduit.signalr.server;

import java.util.List;

/// Tells every listener.
record ConnectionListeners(List<ConnectionListener> told) implements ConnectionListener {

    @Override
    public void opened(Class<?> hub, TransportType transport, HubCaller caller) {
        told.forEach(one -> one.opened(hub, transport, caller));
    }

    @Override
    public void closed(Class<?> hub, TransportType transport, HubCaller caller, String reason) {
        told.forEach(one -> one.closed(hub, transport, caller, reason));
    }

    @Override
    public void received(Class<?> hub, HubCaller caller, String target, int bytes) {
        for (ConnectionListener one : told) {
            one.received(hub, caller, target, bytes);
        }
    }

    @Override
    public void sent(Class<?> hub, HubCaller caller, int bytes) {
        for (ConnectionListener one : told) {
            one.sent(hub, caller, bytes);
        }
    }
}
