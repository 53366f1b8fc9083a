/// The SignalR server itself: hubs, dispatch, connections, groups. Knows no transport.
@NullMarked
package im.conduit.signalr.server;

import org.jspecify.annotations.NullMarked;
