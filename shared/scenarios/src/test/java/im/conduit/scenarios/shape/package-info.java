/// The two shapes that scenarios run on: the Netty app, and functions behind look-alikes of the
/// cloud.
@NullMarked
package im.conduit.scenarios.shape;

import org.jspecify.annotations.NullMarked;
