/// An API Gateway WebSocket API on loopback.
@NullMarked
package im.conduit.testkit.aws.websocket;

import org.jspecify.annotations.NullMarked;
