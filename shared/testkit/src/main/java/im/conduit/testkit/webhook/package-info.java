/// A webhook receiver that tests can script and question.
@NullMarked
package im.conduit.testkit.webhook;

import org.jspecify.annotations.NullMarked;
