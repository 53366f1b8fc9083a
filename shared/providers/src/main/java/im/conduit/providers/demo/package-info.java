/// The demo provider: renders pictures and videos for real, without an upstream and without cost.
@NullMarked
package im.conduit.providers.demo;

import org.jspecify.annotations.NullMarked;
