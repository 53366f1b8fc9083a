/// The cloud hinges that functions share: queue batches on Lambda.
@NullMarked
package im.conduit.lambda;

import org.jspecify.annotations.NullMarked;
