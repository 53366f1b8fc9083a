/// Every GET of a task.
@NullMarked
package im.conduit.functions.taskstatus;

import org.jspecify.annotations.NullMarked;
