/// Tests of the server without any network.
@NullMarked
package im.conduit.signalr.server;

import org.jspecify.annotations.NullMarked;
