/// Where the bytes of results are kept.
@NullMarked
package im.conduit.media;

import org.jspecify.annotations.NullMarked;
