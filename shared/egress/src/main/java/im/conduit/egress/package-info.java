/// Outgoing HTTP to targets of others' choosing: no address that was not checked, no redirects,
/// bounded times, answers and concurrency.
@NullMarked
package im.conduit.egress;

import org.jspecify.annotations.NullMarked;
