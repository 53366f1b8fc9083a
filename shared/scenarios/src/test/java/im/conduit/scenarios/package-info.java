/// What Conduit does, as its callers see it, on every shape.
@NullMarked
package im.conduit.scenarios;

import org.jspecify.annotations.NullMarked;
