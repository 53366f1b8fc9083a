/// Redis behind the ports: task store, event channel, due set, keys, deliveries.
@NullMarked
package im.conduit.redis;

import org.jspecify.annotations.NullMarked;
