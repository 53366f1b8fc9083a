package im.conduit.signalr.server;

import org.jspecify.annotations.Nullable;

/// Calls a hub's lifecycle callbacks through its filters.
final class LifecycleCalls {

    private final HubRuntime hub;

    LifecycleCalls(HubRuntime hub) {
        this.hub = hub;
    }

    /// @throws Exception what the hub or a filter refuses the connection with
    void connected(HubCaller caller) throws Exception {
        try {
            CallScope.connecting(
                    () ->
                            hub.filters()
                                    .run(
                                            (filter, next) -> {
                                                filter.connected(caller, next);
                                                return null;
                                            },
                                            () -> tellConnected(caller)));
        } catch (Throwable refused) {
            HubFailures.log(hub.type(), "onConnected", refused, false);
            throw refused;
        }
    }

    private @Nullable Object tellConnected(HubCaller caller) {
        try (HubRuntime.Lease lease = hub.lease()) {
            if (lease.hub() instanceof HubLifecycle told) {
                told.onConnected(caller);
            }
            return null;
        }
    }

    void disconnected(HubCaller caller, @Nullable Throwable error) {
        try {
            hub.filters()
                    .run(
                            (filter, next) -> {
                                filter.disconnected(caller, error, next);
                                return null;
                            },
                            () -> tellDisconnected(caller, error));
        } catch (Throwable failed) {
            HubFailures.log(hub.type(), "onDisconnected", failed, false);
        }
    }

    private @Nullable Object tellDisconnected(HubCaller caller, @Nullable Throwable error) {
        try (HubRuntime.Lease lease = hub.lease()) {
            if (lease.hub() instanceof HubLifecycle told) {
                told.onDisconnected(caller, error);
            }
            return null;
        }
    }
}
