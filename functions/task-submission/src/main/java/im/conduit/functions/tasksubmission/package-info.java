/// Submitting, cancelling.
@NullMarked
package im.conduit.functions.tasksubmission;

import org.jspecify.annotations.NullMarked;
