/// The compatibility host: a sample application that suites of SignalR clients can be pointed at.
@NullMarked
package im.conduit.signalr.sample;

import org.jspecify.annotations.NullMarked;
