/// SignalR's transports on Micronaut's Netty server: negotiate, WebSockets, server-sent events and
/// long polling, in front of Micronaut's own handlers.
@NullMarked
package im.conduit.signalr.netty;

import org.jspecify.annotations.NullMarked;
