/// Tests of the compatibility host: the wire transcripts and what no client can show.
@NullMarked
package im.conduit.signalr.sample;

import org.jspecify.annotations.NullMarked;
