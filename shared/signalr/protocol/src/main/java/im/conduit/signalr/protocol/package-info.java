/// The SignalR hub protocol: messages, codecs, handshake. Pure: no framework, no I/O.
@NullMarked
package im.conduit.signalr.protocol;

import org.jspecify.annotations.NullMarked;
