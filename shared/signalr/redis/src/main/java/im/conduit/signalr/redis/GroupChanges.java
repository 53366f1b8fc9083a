package im.conduit.signalr.redis;

import im.conduit.signalr.server.ConnectionFault;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Groups of connections that other nodes hold: changed there, and waited for.
final class GroupChanges {

    private final Post post;
    private final Duration timeout;
    private final Duration acknowledgeTimeout;
    private final AtomicLong last = new AtomicLong();
    private final Map<String, CompletableFuture<Void>> open = new ConcurrentHashMap<>();

    GroupChanges(Post post, BackplaneSettings settings) {
        this.post = post;
        this.timeout = settings.timeout().value();
        this.acknowledgeTimeout = settings.acknowledgeTimeout().value();
    }

    /// Has a connection join a group, or leave it; nothing happens when no node holds it.
    ///
    /// @throws ConnectionFault when Redis does not take the message, or the other node does not
    ///     acknowledge it in time; the change may then have been made or not
    void change(String connectionId, String group, boolean join) {
        String what =
                (join ? "Adding connection '" : "Removing connection '")
                        + connectionId
                        + (join ? "' to group '" : "' from group '")
                        + group
                        + "'";
        String id = Long.toString(last.incrementAndGet());
        CompletableFuture<Void> done = new CompletableFuture<>();
        open.put(id, done);
        try {
            Envelope change = new Envelope.GroupChange(post.node(), id, group, join);
            if (await(post.toHolder(connectionId, change).toCompletableFuture(), timeout, what)
                    > 0) {
                await(done, acknowledgeTimeout, what);
            }
        } finally {
            open.remove(id);
        }
    }

    private static <T> T await(Future<T> future, Duration most, String what) {
        try {
            return future.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw ConnectionFault.io(what + " failed: " + cause.getMessage());
        } catch (TimeoutException _) {
            throw ConnectionFault.canceled(what + " was not acknowledged within " + most + ".");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw ConnectionFault.canceled(what + " was interrupted.");
        }
    }

    /// The other node has made a change.
    void acknowledged(String id) {
        CompletableFuture<Void> done = open.get(id);
        if (done != null) {
            done.complete(null);
        }
    }
}
