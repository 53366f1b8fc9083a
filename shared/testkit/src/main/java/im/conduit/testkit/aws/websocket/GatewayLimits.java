package im.conduit.testkit.aws.websocket;

import java.time.Duration;

/// Quotas of a WebSocket API, from the developer guide's page on the execution service's WebSocket
/// limits (`apigateway-execution-service-websocket-limits-table`).
///
/// @param frameBytes largest frame either way; an incoming larger one closes the connection with
///     1009
/// @param messageBytes largest message either way; an incoming larger one closes with 1009, a
///     posted one is refused with 413
/// @param idle a connection without traffic for this long is closed with 1001
/// @param lifetime every connection of this age is closed with 1001
/// @param integrationTimeout longest invocation
public record GatewayLimits(
        int frameBytes,
        int messageBytes,
        Duration idle,
        Duration lifetime,
        Duration integrationTimeout) {

    /// As documented.
    public static final GatewayLimits DOCUMENTED =
            new GatewayLimits(
                    32 * 1024,
                    128 * 1024,
                    Duration.ofMinutes(10),
                    Duration.ofHours(2),
                    Duration.ofSeconds(29));

    /// With a shorter patience for silence.
    public GatewayLimits withIdle(Duration shorter) {
        return new GatewayLimits(frameBytes, messageBytes, shorter, lifetime, integrationTimeout);
    }

    /// With a shorter life of connections.
    public GatewayLimits withLifetime(Duration shorter) {
        return new GatewayLimits(frameBytes, messageBytes, idle, shorter, integrationTimeout);
    }
}
