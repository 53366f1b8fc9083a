/// Tests of several nodes on one Redis.
@NullMarked
package im.conduit.signalr.redis;

import org.jspecify.annotations.NullMarked;
