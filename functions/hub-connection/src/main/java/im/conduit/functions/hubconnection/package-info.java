/// The task hubs behind an API Gateway WebSocket API.
@NullMarked
package im.conduit.functions.hubconnection;

import org.jspecify.annotations.NullMarked;
