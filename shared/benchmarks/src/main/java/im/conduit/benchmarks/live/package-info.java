/// How long a task's event takes to a client, on one node and across two.
@NullMarked
package im.conduit.benchmarks.live;

import org.jspecify.annotations.NullMarked;
