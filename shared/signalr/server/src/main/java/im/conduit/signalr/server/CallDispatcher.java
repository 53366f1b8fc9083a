package im.conduit.signalr.server;

import im.conduit.signalr.protocol.BindingException;
import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubMessage.Outcome;
import im.conduit.signalr.protocol.HubProtocol;
import im.conduit.signalr.protocol.InvocationBinder;
import im.conduit.signalr.protocol.ProtocolException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes the messages of one connection off its lane: starts calls and streams, feeds uploads, and
/// passes on answers.
final class CallDispatcher implements InvocationBinder {

    private static final Duration SETTLE = Duration.ofMillis(250);

    private final HubConnection connection;
    private final EndpointRuntime endpoint;
    private final InputLane lane;
    private final InvocationSlots slots;
    private final OpenStreams streams;
    private @Nullable HubMessage stalled;
    private int stalledBytes;
    private @Nullable Runnable tail;

    CallDispatcher(HubConnection connection, EndpointRuntime endpoint, InputLane lane) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.lane = lane;
        HubOptions.Bounds bounds = endpoint.options().bounds();
        this.slots = new InvocationSlots(bounds, endpoint.hub().executor(), lane::retry);
        this.streams = new OpenStreams(bounds, lane::retry);
    }

    /// Whether calls wait for others of the same client.
    boolean crowded() {
        return slots.crowded();
    }

    @Nullable Runnable takeTail() {
        Runnable taken = tail;
        tail = null;
        return taken;
    }

    /// Ends everything that runs or waits.
    void cancelAll() {
        slots.clear();
        streams.cancelAll(ConnectionFault.canceled("The connection ended before the upload did."));
    }

    /// Takes the messages in `input`; false when one has to wait.
    boolean read(ByteBuffer input, HubProtocol protocol, Outbox outbox) {
        HubMessage waiting = stalled;
        if (waiting != null) {
            if (!take(waiting, stalledBytes)) {
                return false;
            }
            stalled = null;
        }
        while (!lane.stopping()) {
            int start = input.position();
            HubMessage message;
            try {
                message = protocol.parse(input, this);
                if (message != null && !outbox.receive(message)) {
                    continue;
                }
            } catch (ProtocolException broken) {
                settle();
                connection.end(Ending.protocolError(ConnectionFault.of(broken)));
                return true;
            }
            if (message == null) {
                return true;
            }
            int bytes = input.position() - start;
            if (!take(message, bytes)) {
                stalled = message;
                stalledBytes = bytes;
                return false;
            }
        }
        return true;
    }

    /// Lets calls that came before a broken message answer, if they are quick about it.
    private void settle() {
        Runnable last = takeTail();
        if (last != null) {
            endpoint.hub().executor().execute(last);
        }
        slots.awaitIdle(SETTLE);
    }

    private boolean take(HubMessage message, int bytes) {
        switch (message) {
            case HubMessage.Ping() -> connection.clock().pinged();
            case HubMessage.Close(String error, boolean _) ->
                    connection.end(Ending.clientClosed(error));
            case HubMessage.Invocation m -> {
                return start(HubCall.of(m), bytes);
            }
            case HubMessage.StreamInvocation m -> {
                return start(HubCall.of(m), bytes);
            }
            case HubMessage.InvocationBindingFailure m ->
                    fail(m.invocationId(), endpoint.bindingError(m));
            case HubMessage.StreamItem m -> {
                return streams.item(m.invocationId(), m.item());
            }
            case HubMessage.StreamBindingFailure m -> streams.badItem(m);
            case HubMessage.Completion m -> completed(m);
            case HubMessage.CompletionBindingFailure m -> answeredBadly(m);
            case HubMessage.CancelInvocation m -> streams.cancel(m.invocationId());
            case HubMessage.Ack _, HubMessage.Sequence _ -> {}
        }
        return true;
    }

    private boolean start(HubCall call, int bytes) {
        HubMethodDescriptor method = endpoint.hub().methods().find(call.target());
        if (method == null) {
            throw new IllegalStateException("bound to a method that does not exist");
        }
        String refusal = refusal(method, call);
        boolean takesSlot = !method.streams() && method.uploadTypes().isEmpty();
        if (refusal == null && takesSlot) {
            return startInSlot(method, call, bytes);
        }
        received(method, bytes);
        if (refusal == null) {
            refusal = startBeside(method, call);
        }
        if (refusal != null) {
            fail(call.invocationId(), refusal);
        }
        return true;
    }

    private void received(HubMethodDescriptor method, int bytes) {
        endpoint.listener()
                .received(endpoint.hub().type(), connection.caller(), method.name(), bytes);
    }

    private boolean startInSlot(HubMethodDescriptor method, HubCall call, int bytes) {
        RunningCall running = new RunningCall(connection, method, call, streams);
        Runnable inSlot = () -> CallScope.withSlot(slots, running);
        InvocationSlots.Turn turn = slots.take(inSlot, bytes);
        if (turn == InvocationSlots.Turn.NO_ROOM) {
            return false;
        }
        received(method, bytes);
        if (turn == InvocationSlots.Turn.NOW) {
            runNext(() -> slots.run(inSlot));
        }
        return true;
    }

    /// Starts a call that takes no slot.
    ///
    /// @return the completion's error when that is not possible
    private @Nullable String startBeside(HubMethodDescriptor method, HubCall call) {
        RunningCall running = new RunningCall(connection, method, call, streams);
        String full = running.open();
        if (full == null) {
            endpoint.hub().executor().execute(running);
        }
        return full;
    }

    /// Runs a call that needs neither slot nor stream on the current thread.
    void runNow(HubMethodDescriptor method, HubCall call) {
        new RunningCall(connection, method, call, streams).run();
    }

    private void runNext(Runnable call) {
        Runnable earlier = tail;
        if (earlier != null) {
            endpoint.hub().executor().execute(earlier);
        }
        tail = call;
    }

    private @Nullable String refusal(HubMethodDescriptor method, HubCall call) {
        if (!method.allows(connection.principal())) {
            return "Failed to invoke '" + method.name() + "' because user is unauthorized";
        }
        if (method.streams() != call.streams()) {
            return method.streams()
                    ? "The client attempted to invoke the streaming '"
                            + method.name()
                            + "' method with a non-streaming invocation."
                    : "The client attempted to invoke the non-streaming '"
                            + method.name()
                            + "' method with a streaming invocation.";
        }
        int expected = method.uploadTypes().size();
        if (call.streamIds().size() != expected) {
            return "An unexpected error occurred invoking '"
                    + method.name()
                    + "' on the server. HubException: Client sent "
                    + call.streamIds().size()
                    + " stream(s), Hub method expects "
                    + expected
                    + ".";
        }
        return null;
    }

    private void fail(@Nullable String invocationId, String error) {
        if (invocationId != null) {
            connection.send(
                    new HubMessage.Completion(Map.of(), invocationId, new Outcome.Failed(error)));
        }
    }

    private void completed(HubMessage.Completion completion) {
        if (streams.complete(completion)) {
            return;
        }
        try {
            endpoint.hub().lifetime().answered(connection, completion);
        } catch (ConnectionFault stranger) {
            connection.end(Ending.protocolError(stranger));
        }
    }

    private void answeredBadly(HubMessage.CompletionBindingFailure failure) {
        try {
            endpoint.hub().lifetime().answeredBadly(connection, failure);
        } catch (ConnectionFault stranger) {
            connection.end(Ending.protocolError(stranger));
        }
    }

    // ---- what the codec asks

    @Override
    public List<Type> parameterTypes(String target) {
        HubMethodDescriptor method = endpoint.hub().methods().find(target);
        if (method == null) {
            throw new BindingException("Method does not exist.");
        }
        return method.wireTypes();
    }

    @Override
    public int requiredArguments(String target) {
        HubMethodDescriptor method = endpoint.hub().methods().find(target);
        return method == null ? 0 : method.required();
    }

    @Override
    public Type streamItemType(String streamId) {
        Type type = streams.itemType(streamId);
        if (type == null) {
            throw new BindingException("No stream with id '" + streamId + "' is open.");
        }
        return type;
    }

    @Override
    public Type returnType(String invocationId) {
        Type type = endpoint.hub().lifetime().resultType(invocationId);
        if (type == null) {
            throw new BindingException("Nobody waits for '" + invocationId + "'.");
        }
        return type;
    }
}
