/// Submission: from a read request to an accepted task.
@NullMarked
package im.conduit.realtime.submission;

import org.jspecify.annotations.NullMarked;
