package im.conduit.signalr.server;

import im.conduit.signalr.protocol.BindingException;
import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubMessage.Outcome;
import im.conduit.signalr.protocol.HubProtocol;
import im.conduit.signalr.protocol.InvocationBinder;
import im.conduit.signalr.protocol.ProtocolException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A connection during one frame. Everything runs on the calling thread; what is sent to the
/// connection meanwhile is collected in order.
public final class StatelessConnection implements InvocationBinder {

    private static final String NOT_HERE =
            "is not available on this host: it needs a held connection.";

    private final HubConnection connection;
    private final EndpointRuntime runtime;
    private final CollectedOutput output = new CollectedOutput();
    private boolean ended;

    StatelessConnection(HubConnection connection, EndpointRuntime runtime) {
        this.connection = connection;
        this.runtime = runtime;
        connection.attach(output, connection.request());
    }

    /// What a frame led to.
    ///
    /// @param output records for the client, in order; empty when there is nothing to say
    /// @param open whether the handshake is done and the connection goes on
    public record Answer(String output, boolean open) {}

    /// The first frame: the handshake, and whatever came with it.
    ///
    /// @param refusal why the connection is refused, or `null`
    public Answer handshake(String frame, @Nullable String refusal) {
        ByteBuffer input = bytes(frame);
        switch (new HandshakeStep(runtime, TransportType.WEB_SOCKETS, refusal).read(input)) {
            case HandshakeStep.Wait() -> output.offer(HandshakeStep.canceled());
            case HandshakeStep.Refuse(OutgoingMessage answer) -> output.offer(answer);
            case HandshakeStep.Accept(HubProtocol protocol, int _, OutgoingMessage answer) -> {
                output.offer(answer);
                connection.restore(protocol);
                return connected() ? take(input, protocol) : answer(false);
            }
        }
        return answer(false);
    }

    /// A later frame.
    public Answer frame(String frame) {
        HubProtocol protocol = runtime.json();
        connection.restore(protocol);
        return take(bytes(frame), protocol);
    }

    /// The connection has ended.
    ///
    /// @param error why, or `null` after an orderly end
    public void disconnected(@Nullable Throwable error) {
        runtime.hub().lifecycle().disconnected(connection.caller(), error);
    }

    private boolean connected() {
        try {
            runtime.hub().lifecycle().connected(connection.caller());
            return !over();
        } catch (Exception refused) {
            close("Connection closed with an error.", refused, false);
            return false;
        }
    }

    private Answer take(ByteBuffer input, HubProtocol protocol) {
        runtime.hub().lifetime().connected(connection);
        try {
            while (!over()) {
                HubMessage message = protocol.parse(input, this);
                if (message == null) {
                    break;
                }
                take(message);
            }
        } catch (ProtocolException broken) {
            close("Connection closed with an error.", ConnectionFault.of(broken), true);
        } finally {
            runtime.hub().lifetime().disconnected(connection);
        }
        return answer(!over());
    }

    private boolean over() {
        return ended || connection.ended();
    }

    private void take(HubMessage message) {
        switch (message) {
            case HubMessage.Invocation call -> call(HubCall.of(call));
            case HubMessage.StreamInvocation call ->
                    fail(call.invocationId(), "Streaming '" + call.target() + "' " + NOT_HERE);
            case HubMessage.InvocationBindingFailure failure ->
                    fail(failure.invocationId(), runtime.bindingError(failure));
            case HubMessage.Close _ -> {
                output.offer(close(new HubMessage.Close(null, false)));
                ended = true;
            }
            case HubMessage.Ping _, HubMessage.CancelInvocation _, HubMessage.Ack _ -> {}
            case HubMessage.Sequence _, HubMessage.StreamItem _, HubMessage.Completion _ -> {}
            case HubMessage.StreamBindingFailure _, HubMessage.CompletionBindingFailure _ -> {}
        }
    }

    private void call(HubCall call) {
        HubMethodDescriptor method = runtime.hub().methods().find(call.target());
        if (method == null) {
            throw new IllegalStateException("bound to a method that does not exist");
        }
        if (!method.allows(connection.principal())) {
            fail(
                    call.invocationId(),
                    "Failed to invoke '" + method.name() + "' because user is unauthorized");
        } else if (method.streams() || !method.uploadTypes().isEmpty()) {
            fail(call.invocationId(), "Streaming '" + method.name() + "' " + NOT_HERE);
        } else {
            connection.run(method, call);
        }
    }

    private void fail(@Nullable String invocationId, String error) {
        if (invocationId != null) {
            connection.send(
                    new HubMessage.Completion(Map.of(), invocationId, new Outcome.Failed(error)));
        }
    }

    private void close(String sentence, Throwable error, boolean allowReconnect) {
        String text = ErrorText.of(sentence, error, runtime.options().detailedErrors());
        output.offer(close(new HubMessage.Close(text, allowReconnect)));
        ended = true;
    }

    private OutgoingMessage close(HubMessage.Close message) {
        HubProtocol protocol = runtime.json();
        return OutgoingMessage.of(protocol.write(message), protocol.transferFormat());
    }

    private Answer answer(boolean open) {
        return new Answer(output.text(), open);
    }

    private static ByteBuffer bytes(String frame) {
        return ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<Type> parameterTypes(String target) {
        HubMethodDescriptor method = runtime.hub().methods().find(target);
        if (method == null) {
            throw new BindingException("Method does not exist.");
        }
        return method.wireTypes();
    }

    @Override
    public int requiredArguments(String target) {
        HubMethodDescriptor method = runtime.hub().methods().find(target);
        return method == null ? 0 : method.required();
    }

    @Override
    public Type streamItemType(String streamId) {
        throw new BindingException("No stream with id '" + streamId + "' is open.");
    }

    @Override
    public Type returnType(String invocationId) {
        throw new BindingException("Nobody waits for '" + invocationId + "'.");
    }
}
