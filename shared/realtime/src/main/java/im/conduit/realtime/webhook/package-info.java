/// Webhooks: planned deliveries, signing, retries, the target guard.
@NullMarked
package im.conduit.realtime.webhook;

import org.jspecify.annotations.NullMarked;
