package im.conduit.signalr.server;

import java.util.Map;

/// A hub for servers that hold no connection in memory: each frame is an invocation of its own, and
/// whatever must be known between two frames is remembered elsewhere.
///
/// Served: the JSON protocol, invocations and their answers, messages to the caller. Refused with
/// an error that says so: streams, uploads and client results, which need a connection in memory.
public final class StatelessEndpoint {

    private final EndpointRuntime runtime;

    StatelessEndpoint(EndpointRuntime runtime) {
        this.runtime = runtime;
    }

    /// Takes up a connection for one frame or event.
    ///
    /// @param connectionId its public id
    /// @param principal who it is
    /// @param request the request that opened it, as far as it is remembered
    /// @param items what hub methods find in [HubCaller#items]
    public StatelessConnection connection(
            String connectionId,
            HubPrincipal principal,
            HubRequest request,
            Map<String, Object> items) {
        HubConnection connection =
                new HubConnection(
                        new Place(connectionId, principal, Admission.OPEN),
                        runtime,
                        request,
                        false,
                        Runnable::run);
        connection.caller().items().putAll(items);
        return new StatelessConnection(connection, runtime);
    }
}
