package im.conduit.testkit.aws.websocket;

import im.conduit.testkit.aws.LambdaFunction;

/// The routes of a WebSocket API.
///
/// @param connect integration of `$connect`
/// @param defaults integration of `$default`
/// @param disconnect integration of `$disconnect`
/// @param routeResponse whether `$default` has a route response: then the `body` of its function's
///     answer goes back to the sender
public record WebSocketRoutes(
        LambdaFunction connect,
        LambdaFunction defaults,
        LambdaFunction disconnect,
        boolean routeResponse) {

    /// All three routes served by one function.
    public static WebSocketRoutes to(LambdaFunction function, boolean routeResponse) {
        return new WebSocketRoutes(function, function, function, routeResponse);
    }
}
