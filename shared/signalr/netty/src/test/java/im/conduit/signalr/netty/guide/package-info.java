/// The code of the guide `shared/docs/guides/signalr.md`, compiled and tried.
@NullMarked
package im.conduit.signalr.netty.guide;

import org.jspecify.annotations.NullMarked;
