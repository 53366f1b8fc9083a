package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage.Invocation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Calls methods on a target through the hub's lifetime manager.
class TargetProxy implements ClientProxy {

    private final HubRuntime hub;
    private final HubTarget target;

    TargetProxy(HubRuntime hub, HubTarget target) {
        this.hub = hub;
        this.target = target;
    }

    HubRuntime hub() {
        return hub;
    }

    @Override
    public void send(String method, @Nullable Object... arguments) {
        hub.lifetime().send(target, new Invocation(Map.of(), null, method, arguments, List.of()));
    }

    @Override
    public <T> T as(Class<T> clientInterface) {
        return TypedClients.proxy(hub.beans(), clientInterface, this);
    }

    /// One connection.
    static final class One extends TargetProxy implements SingleClient {

        private final String connectionId;

        One(HubRuntime hub, String connectionId) {
            super(hub, new HubTarget.Clients(Set.of(connectionId)));
            this.connectionId = connectionId;
        }

        @Override
        @SuppressWarnings("unchecked") // the codec binds results to the type asked for
        public <T> @Nullable T invoke(
                Class<T> resultType, String method, @Nullable Object... arguments) {
            return (T) await(() -> ask(resultType, method, arguments));
        }

        @Override
        public CompletionStage<@Nullable Object> ask(
                Type resultType, String method, @Nullable Object... arguments) {
            if (CallScope.isConnecting()) {
                throw ConnectionFault.invalidOperation(
                        "Client results inside OnConnectedAsync Hub methods are not allowed.");
            }
            return hub().lifetime()
                    .ask(connectionId, method, HubInvocation.listOf(arguments), resultType);
        }
    }

    /// Asks and waits for the client's answer; the running call's slot is free meanwhile.
    ///
    /// @throws HubException when too many calls of the same client wait already
    static @Nullable Object await(
            Supplier<? extends CompletionStage<? extends @Nullable Object>> question) {
        InvocationSlots slots = CallScope.slots();
        if (slots == null) {
            return join(question.get());
        }
        if (!slots.mayLeave()) {
            throw new HubException("Too many calls wait for clients.");
        }
        try {
            CompletionStage<? extends @Nullable Object> answer = question.get();
            slots.giveBack();
            try {
                return join(answer);
            } finally {
                slots.takeAgain();
            }
        } finally {
            slots.returned();
        }
    }

    private static @Nullable Object join(CompletionStage<? extends @Nullable Object> answer) {
        try {
            return answer.toCompletableFuture().get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException told) {
                throw told;
            }
            throw new CompletionException(failed.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw ConnectionFault.canceled("The stream was cancelled.");
        }
    }
}
