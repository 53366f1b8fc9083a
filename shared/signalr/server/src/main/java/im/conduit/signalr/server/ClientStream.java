package im.conduit.signalr.server;

import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// An upload: a hub parameter that the client streams items into. Reading waits for the next item.
///
/// When the client ends the stream with an error, reading throws a [HubException] with its text;
/// when the connection ends, or the reading thread is interrupted while it waits (its flag stays
/// set), a [ConnectionFault]. An iterator may be taken once.
///
/// @param <T> the item type
public interface ClientStream<T extends @Nullable Object> extends Iterable<T> {

    /// The items, to be read once. Null items are passed on as `null`.
    @Override
    Iterator<T> iterator();

    /// The items as a sequential stream.
    default Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }
}
