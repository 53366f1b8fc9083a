/// The webhook queue.
@NullMarked
package im.conduit.functions.webhookdelivery;

import org.jspecify.annotations.NullMarked;
