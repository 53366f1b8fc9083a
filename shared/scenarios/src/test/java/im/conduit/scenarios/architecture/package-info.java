/// Which room may know which.
@NullMarked
package im.conduit.scenarios.architecture;

import org.jspecify.annotations.NullMarked;
