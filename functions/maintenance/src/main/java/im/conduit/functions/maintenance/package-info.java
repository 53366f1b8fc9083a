/// The clock: rings what is due.
@NullMarked
package im.conduit.functions.maintenance;

import org.jspecify.annotations.NullMarked;
