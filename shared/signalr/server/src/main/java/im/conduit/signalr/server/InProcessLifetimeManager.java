package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage.Completion;
import im.conduit.signalr.protocol.HubMessage.CompletionBindingFailure;
import im.conduit.signalr.protocol.HubMessage.Invocation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The lifetime manager of a single node.
public final class InProcessLifetimeManager implements HubLifetimeManager {

    private final LocalConnections connections = new LocalConnections();
    private final ClientResults results = new ClientResults();
    private final AtomicLong lastQuestion = new AtomicLong();

    @Override
    public void connected(HubConnection connection) {
        connections.add(connection);
    }

    @Override
    public void disconnected(HubConnection connection) {
        connections.remove(connection, _ -> {});
        results.disconnected(connection.connectionId());
    }

    @Override
    public void send(HubTarget target, Invocation message) {
        if (target instanceof HubTarget.Clients(Set<String> ids) && ids.size() == 1) {
            HubConnection only = connections.find(ids.iterator().next());
            if (only != null) {
                only.send(message);
            }
        } else {
            connections.reach(target, (to, except) -> Broadcasts.send(message, to, except));
        }
    }

    @Override
    public void addToGroup(String connectionId, String group) {
        HubConnection connection = connections.find(connectionId);
        if (connection != null) {
            connections.join(connection, group, () -> {});
        }
    }

    @Override
    public void removeFromGroup(String connectionId, String group) {
        HubConnection connection = connections.find(connectionId);
        if (connection != null) {
            connections.leave(connection, group, () -> {});
        }
    }

    @Override
    public CompletionStage<@Nullable Object> ask(
            String connectionId, String method, List<@Nullable Object> arguments, Type resultType) {
        HubConnection connection = connections.find(connectionId);
        if (connection == null) {
            return CompletableFuture.failedFuture(
                    ConnectionFault.io("Connection '" + connectionId + "' does not exist."));
        }
        String id = "s" + lastQuestion.incrementAndGet();
        Invocation question = new Invocation(Map.of(), id, method, arguments.toArray(), List.of());
        return connections.ask(connection, question, resultType, results);
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
