@NullMarked
package im.conduit.providers.demo;

import org.jspecify.annotations.NullMarked;
