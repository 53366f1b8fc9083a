/// What every adapter of the key ports must hold.
@NullMarked
package im.conduit.testkit.key;

import org.jspecify.annotations.NullMarked;
