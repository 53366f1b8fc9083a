/// Tests of the transports: with real sockets, and Netty's leak detector at its strictest.
@NullMarked
package im.conduit.signalr.netty;

import org.jspecify.annotations.NullMarked;
