/// Media: the bytes that a generation produced.
@NullMarked
package im.conduit.realtime.media;

import org.jspecify.annotations.NullMarked;
