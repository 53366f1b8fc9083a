package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage.Invocation;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The connections that this node holds of one hub, by id, group and user, for lifetime managers to
/// keep. Each connection knows its groups, so that neither a message to a user nor a disconnect
/// scans anything. Safe for use by many threads.
public final class LocalConnections {

    private final Map<String, HubConnection> byId = new ConcurrentHashMap<>();
    private final ConnectionIndex groups = new ConnectionIndex();
    private final ConnectionIndex users = new ConnectionIndex();

    /// A way to send one message to some connections.
    @FunctionalInterface
    public interface Sending {
        /// Sends it to all of `receivers` but those with an id in `except`.
        void to(Collection<HubConnection> receivers, Set<String> except);
    }

    /// Takes a connection in.
    public void add(HubConnection connection) {
        byId.put(connection.connectionId(), connection);
        String user = connection.principal().userId();
        if (user != null) {
            users.add(user, connection);
        }
    }

    /// Lets a connection go.
    ///
    /// @param left told of each group that it was in
    public void remove(HubConnection connection, Consumer<String> left) {
        byId.remove(connection.connectionId(), connection);
        String user = connection.principal().userId();
        if (user != null) {
            users.remove(user, connection);
        }
        connection
                .memberships()
                .close(
                        group -> {
                            groups.remove(group, connection);
                            left.accept(group);
                        });
    }

    /// The connection with an id, `null` when this node does not hold it.
    public @Nullable HubConnection find(String connectionId) {
        return byId.get(connectionId);
    }

    /// Adds a connection to a group.
    ///
    /// @param joined run when it is new there; not so when the connection has ended
    public void join(HubConnection connection, String group, Runnable joined) {
        connection
                .memberships()
                .join(
                        group,
                        () -> {
                            groups.add(group, connection);
                            joined.run();
                        });
    }

    /// Takes a connection out of a group.
    ///
    /// @param left run when it was there
    public void leave(HubConnection connection, String group, Runnable left) {
        connection
                .memberships()
                .leave(
                        group,
                        () -> {
                            groups.remove(group, connection);
                            left.run();
                        });
    }

    /// Sends to a target's connections on this node; a member of two groups is one of the receivers
    /// twice.
    public void reach(HubTarget target, Sending sending) {
        switch (target) {
            case HubTarget.All(Set<String> except) -> sending.to(byId.values(), except);
            case HubTarget.Clients(Set<String> ids) -> sending.to(known(ids), Set.of());
            case HubTarget.Groups(List<String> names, Set<String> except) ->
                    sending.to(members(groups, names), except);
            case HubTarget.Users(Set<String> ids) -> sending.to(members(users, ids), Set.of());
        }
    }

    private static Collection<HubConnection> members(
            ConnectionIndex index, Collection<String> names) {
        return names.size() == 1
                ? index.of(names.iterator().next())
                : names.stream().flatMap(name -> index.of(name).stream()).toList();
    }

    private Collection<HubConnection> known(Set<String> ids) {
        return ids.stream()
                .<HubConnection>mapMulti(
                        (id, found) -> {
                            HubConnection one = byId.get(id);
                            if (one != null) {
                                found.accept(one);
                            }
                        })
                .toList();
    }

    /// Asks a connection of this node for a result.
    ///
    /// @param question with an id that was not used before
    /// @param results where the answer is waited for
    public CompletableFuture<@Nullable Object> ask(
            HubConnection connection, Invocation question, Type resultType, ClientResults results) {
        if (!connection.answers()) {
            return CompletableFuture.failedFuture(
                    new HubException(
                            "Asking a client is not available on this host: it needs a held"
                                    + " connection."));
        }
        String asked = connection.connectionId();
        CompletableFuture<@Nullable Object> answer =
                results.open(
                        Objects.requireNonNull(question.invocationId()),
                        asked,
                        resultType,
                        connection.maximumClientResults());
        if (answer.isDone()) {
            return answer;
        }
        try {
            connection.send(question);
        } catch (RuntimeException unwritable) {
            answer.completeExceptionally(unwritable);
            throw unwritable;
        }
        if (!byId.containsKey(asked)) {
            results.disconnected(asked);
        }
        return answer;
    }
}
