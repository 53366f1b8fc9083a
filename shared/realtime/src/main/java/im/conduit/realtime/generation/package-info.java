/// Generation: the worker's walk of one task, and the port to whatever really makes pictures and
/// videos.
@NullMarked
package im.conduit.realtime.generation;

import org.jspecify.annotations.NullMarked;
