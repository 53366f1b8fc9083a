/// Every function in one Netty process, with embedded Redis and queues when none are given.
@NullMarked
package im.conduit.app;

import org.jspecify.annotations.NullMarked;
