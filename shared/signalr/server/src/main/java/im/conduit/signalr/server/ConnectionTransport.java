package im.conduit.signalr.server;

import java.util.List;

/// A connection's way out, as the server sees it: a socket, an event stream, polls, or the
/// collector of one cloud function invocation. Safe for use by many threads; nothing here blocks
/// but `awaitRoom`.
public interface ConnectionTransport {

    /// Which kind.
    TransportType type();

    /// Whether it lasts beyond the present call, so that the client's answer can come in by it.
    default boolean lasting() {
        return true;
    }

    /// Queues a message behind all that were queued before. Dropped when the transport has ended.
    ///
    /// @return whether the caller has to see to it that `flushGroup().flush` gets this transport
    boolean offer(OutgoingMessage message);

    /// What flushes transports of the same kind together (an event loop).
    FlushGroup flushGroup();

    /// Bytes queued and not yet taken by the client's side.
    int queuedBytes();

    /// Waits until less than the pipe's size is queued or the transport has ended. For virtual
    /// threads.
    void awaitRoom();

    /// Input is welcome again.
    void resumeReading();

    /// Ends orderly: what is queued is sent first.
    ///
    /// @param failed whether a raw application threw (WebSocket code 1011 instead of 1000)
    void complete(boolean failed);

    /// Ends at once; what is queued is lost.
    void abort();

    /// Transports that one task can write to.
    interface FlushGroup {
        /// Writes what is queued on each of them.
        void flush(List<ConnectionTransport> transports);
    }
}
