package im.conduit.realtime.hub;

import java.time.Duration;
import java.util.Map;

/// A connection that a gateway holds, as it is remembered between two invocations.
///
/// @param connectionId the gateway's id
/// @param hub which hub it is connected to
/// @param viewer on whose behalf it looks at tasks
/// @param shakenHands whether the hub protocol's handshake is done
/// @param aliveFor how long it counts as alive after its last frame
/// @param query the URL's query at the connect, without credentials
/// @param refusal why its handshake is to be refused, empty when it is not
public record Socket(
        String connectionId,
        TaskHubName hub,
        Viewer viewer,
        boolean shakenHands,
        Duration aliveFor,
        Map<String, String> query,
        String refusal) {

    /// Copies the map.
    public Socket {
        query = Map.copyOf(query);
    }
}
