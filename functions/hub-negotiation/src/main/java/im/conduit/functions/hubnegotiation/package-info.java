/// Tokens and browser sessions, for those who go on to a hub.
@NullMarked
package im.conduit.functions.hubnegotiation;

import org.jspecify.annotations.NullMarked;
