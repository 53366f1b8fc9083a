/// Virtual keys: who may ask, and the secrets that belong to a key.
@NullMarked
package im.conduit.realtime.key;

import org.jspecify.annotations.NullMarked;
