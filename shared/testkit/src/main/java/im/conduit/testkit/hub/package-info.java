/// What every store of gateway sockets must do.
@NullMarked
package im.conduit.testkit.hub;

import org.jspecify.annotations.NullMarked;
