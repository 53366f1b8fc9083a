/// JSON as clients see it: the only room that reads or writes it.
@NullMarked
package im.conduit.realtime.wire;

import org.jspecify.annotations.NullMarked;
