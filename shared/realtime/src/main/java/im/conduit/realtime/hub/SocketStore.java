package im.conduit.realtime.hub;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The connections that a gateway holds for us and what they watch. Everything is kept 2 h at most,
/// as long as a gateway keeps a connection.
public interface SocketStore {

    /// Remembers a new connection and claims a place for it.
    ///
    /// @param limit most connections that its key may have alive
    /// @return false when there is no place: nothing was remembered
    boolean connect(Socket socket, int limit);

    /// The connection, which counts as alive from now on for its own time.
    Optional<Socket> seen(String connectionId);

    /// The handshake is done.
    void shakenHands(String connectionId);

    /// Remembers a subscription in the task's slot, unless a change that was asked for later is
    /// known.
    ///
    /// @param at when the client asked
    void subscribe(TaskId task, SocketSubscription subscription, Instant at);

    /// Forgets a subscription, unless a change that was asked for later is known.
    void unsubscribe(TaskId task, String connectionId, Spelling spelling, Instant at);

    /// How many tasks the connection watches.
    int watched(String connectionId);

    /// Who watches the task.
    List<SocketSubscription> subscribers(TaskId task);

    /// The event was sent to this connection: nothing older goes out.
    void sent(TaskId task, String connectionId, long sequence);

    /// The connection has ended: it and its subscriptions are forgotten, its place is free.
    void remove(String connectionId);

    /// How many connections of a key count as alive.
    int alive(KeyId key);
}
