package im.conduit.functions.hubconnection;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;

/// Settings of the hubs behind a gateway.
///
/// @param endpoint the WebSocket API's `@connections` endpoint, with its stage
/// @param connectionsPerKey most connections that a virtual key may have alive
/// @param aliveFor how long a connection counts as alive after its last frame
/// @param longestAlive most that `?keepAlive=` may declare
@ConfigurationProperties("conduit.hub-connection")
record HubConnectionSettings(
        URI endpoint,
        @Bindable(defaultValue = "100") int connectionsPerKey,
        @Bindable(defaultValue = "60s") Duration aliveFor,
        @Bindable(defaultValue = "600s") Duration longestAlive) {}
