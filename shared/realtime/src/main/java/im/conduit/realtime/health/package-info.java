/// Health: what this process depends on, and whether it is there.
@NullMarked
package im.conduit.realtime.health;

import org.jspecify.annotations.NullMarked;
