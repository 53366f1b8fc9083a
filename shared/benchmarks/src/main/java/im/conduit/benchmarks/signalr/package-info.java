/// Load on a SignalR server over raw WebSockets, beside a server that does nothing but write
/// frames.
@NullMarked
package im.conduit.benchmarks.signalr;

import org.jspecify.annotations.NullMarked;
