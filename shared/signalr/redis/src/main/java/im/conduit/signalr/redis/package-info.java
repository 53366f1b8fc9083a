/// Several nodes that share a Redis as one: a lifetime manager that reaches connections wherever
/// they are held.
@NullMarked
package im.conduit.signalr.redis;

import org.jspecify.annotations.NullMarked;
