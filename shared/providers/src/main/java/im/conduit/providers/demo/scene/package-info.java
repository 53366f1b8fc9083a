/// Scenes: pure functions from a point and a time to a colour, composed by a prompt's words and
/// hash.
@NullMarked
package im.conduit.providers.demo.scene;

import org.jspecify.annotations.NullMarked;
