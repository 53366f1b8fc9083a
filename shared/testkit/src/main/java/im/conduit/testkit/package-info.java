/// Contract suites, fixtures and stand-ins of the world outside, for tests of every module.
@NullMarked
package im.conduit.testkit;

import org.jspecify.annotations.NullMarked;
