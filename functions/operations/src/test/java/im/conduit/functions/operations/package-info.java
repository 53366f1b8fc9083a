@NullMarked
package im.conduit.functions.operations;

import org.jspecify.annotations.NullMarked;
