/// What every media store must do.
@NullMarked
package im.conduit.testkit.media;

import org.jspecify.annotations.NullMarked;
