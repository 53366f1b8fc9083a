/// Live updates of tasks: who watches what, in which words, in what order.
@NullMarked
package im.conduit.realtime.hub;

import org.jspecify.annotations.NullMarked;
