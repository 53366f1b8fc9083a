/// Tasks: their values, their legal transitions, and the ports to the store, the due set and the
/// queues.
@NullMarked
package im.conduit.realtime.task;

import org.jspecify.annotations.NullMarked;
