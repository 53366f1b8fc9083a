/// What every queue behind the doorbell must do.
@NullMarked
package im.conduit.testkit.queue;

import org.jspecify.annotations.NullMarked;
