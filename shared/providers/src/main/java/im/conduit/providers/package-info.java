/// Whoever really makes pictures and videos.
@NullMarked
package im.conduit.providers;

import org.jspecify.annotations.NullMarked;
