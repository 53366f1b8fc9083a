package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage.Completion;
import im.conduit.signalr.protocol.HubMessage.CompletionBindingFailure;
import im.conduit.signalr.protocol.HubMessage.Invocation;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The lifetime manager of a single node. Users and groups are indexes of connections, and each
/// connection knows its groups, so that neither a message to a user nor a disconnect scans
/// anything.
public final class InProcessLifetimeManager implements HubLifetimeManager {

    private final Map<String, HubConnection> connections = new ConcurrentHashMap<>();
    private final ConnectionIndex groups = new ConnectionIndex();
    private final ConnectionIndex users = new ConnectionIndex();
    private final ClientResults results = new ClientResults();
    private final AtomicLong lastQuestion = new AtomicLong();

    @Override
    public void connected(HubConnection connection) {
        connections.put(connection.connectionId(), connection);
        String user = connection.principal().userId();
        if (user != null) {
            users.add(user, connection);
        }
    }

    @Override
    public void disconnected(HubConnection connection) {
        connections.remove(connection.connectionId(), connection);
        String user = connection.principal().userId();
        if (user != null) {
            users.remove(user, connection);
        }
        connection.memberships().close(group -> groups.remove(group, connection));
        results.disconnected(connection.connectionId());
    }

    @Override
    public void send(HubTarget target, Invocation message) {
        switch (target) {
            case HubTarget.All(Set<String> except) ->
                    Broadcasts.send(message, connections.values(), except);
            case HubTarget.Clients(Set<String> ids) -> sendToClients(ids, message);
            case HubTarget.Groups(List<String> names, Set<String> except) ->
                    Broadcasts.send(message, members(groups, names), except);
            case HubTarget.Users(Set<String> ids) ->
                    Broadcasts.send(message, members(users, ids), Set.of());
        }
    }

    private static Collection<HubConnection> members(
            ConnectionIndex index, Collection<String> names) {
        return names.size() == 1
                ? index.of(names.iterator().next())
                : names.stream().flatMap(name -> index.of(name).stream()).toList();
    }

    private void sendToClients(Set<String> ids, Invocation message) {
        if (ids.size() == 1) {
            HubConnection only = connections.get(ids.iterator().next());
            if (only != null) {
                only.send(message);
            }
            return;
        }
        Broadcasts.send(
                message,
                ids.stream()
                        .<HubConnection>mapMulti(
                                (id, found) -> {
                                    HubConnection one = connections.get(id);
                                    if (one != null) {
                                        found.accept(one);
                                    }
                                })
                        .toList(),
                Set.of());
    }

    @Override
    public void addToGroup(String connectionId, String group) {
        HubConnection connection = connections.get(connectionId);
        if (connection != null) {
            connection.memberships().join(group, () -> groups.add(group, connection));
        }
    }

    @Override
    public void removeFromGroup(String connectionId, String group) {
        HubConnection connection = connections.get(connectionId);
        if (connection != null) {
            connection.memberships().leave(group, () -> groups.remove(group, connection));
        }
    }

    @Override
    public CompletionStage<@Nullable Object> ask(
            String connectionId, String method, List<@Nullable Object> arguments, Type resultType) {
        HubConnection connection = connections.get(connectionId);
        if (connection == null) {
            return CompletableFuture.failedFuture(
                    ConnectionFault.io("Connection '" + connectionId + "' does not exist."));
        }
        if (!connection.answers()) {
            return CompletableFuture.failedFuture(
                    new HubException(
                            "Asking a client is not available on this host: it needs a held"
                                    + " connection."));
        }
        String id = "s" + lastQuestion.incrementAndGet();
        int most = connection.endpoint().options().bounds().maximumClientResults();
        CompletableFuture<@Nullable Object> answer =
                results.open(id, connectionId, resultType, most);
        if (answer.isDone()) {
            return answer;
        }
        try {
            connection.send(new Invocation(Map.of(), id, method, arguments.toArray(), List.of()));
        } catch (RuntimeException unwritable) {
            answer.completeExceptionally(unwritable);
            throw unwritable;
        }
        if (!connections.containsKey(connectionId)) {
            results.disconnected(connectionId);
        }
        return answer;
    }

    @Override
    public @Nullable Type resultType(String invocationId) {
        return results.type(invocationId);
    }

    @Override
    public void answered(HubConnection from, Completion completion) {
        results.settle(from.connectionId(), completion);
    }

    @Override
    public void answeredBadly(HubConnection from, CompletionBindingFailure failure) {
        results.fail(from.connectionId(), failure);
    }
}
