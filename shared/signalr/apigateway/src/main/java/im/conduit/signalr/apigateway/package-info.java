/// SignalR behind an API Gateway WebSocket API: what is posted to connections that the gateway
/// holds.
@NullMarked
package im.conduit.signalr.apigateway;

import org.jspecify.annotations.NullMarked;
