/// The generation queue.
@NullMarked
package im.conduit.functions.generationworker;

import org.jspecify.annotations.NullMarked;
