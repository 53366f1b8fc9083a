/// What every adapter of the task ports must hold.
@NullMarked
package im.conduit.testkit.task;

import org.jspecify.annotations.NullMarked;
