package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage.Invocation;
import im.conduit.signalr.protocol.HubProtocol;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Several calls of client methods that leave together, in one frame. A bundle is encoded once for
/// each protocol, however many connections it is sent to. Safe for use by many threads.
public final class MessageBundle {

    private final List<Invocation> messages;
    private final List<Encoded> encodings = new ArrayList<>(2);

    private record Encoded(String protocol, byte[] bytes) {}

    private MessageBundle(List<Invocation> messages) {
        this.messages = messages;
    }

    /// @param calls at least one, in order
    public static MessageBundle of(List<Call> calls) {
        if (calls.isEmpty()) {
            throw new IllegalArgumentException("a bundle holds at least one call");
        }
        return new MessageBundle(
                calls.stream()
                        .map(
                                call ->
                                        new Invocation(
                                                Map.of(),
                                                null,
                                                call.method(),
                                                call.arguments().toArray(),
                                                List.of()))
                        .toList());
    }

    /// Its messages, in order.
    public List<Invocation> messages() {
        return messages;
    }

    /// The bytes of all messages in one protocol, one behind the other.
    public synchronized byte[] encoded(HubProtocol protocol) {
        for (Encoded known : encodings) {
            if (known.protocol().equals(protocol.name())) {
                return known.bytes();
            }
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream(512);
        messages.forEach(message -> all.writeBytes(protocol.write(message)));
        byte[] bytes = all.toByteArray();
        encodings.add(new Encoded(protocol.name(), bytes));
        return bytes;
    }

    /// One call of a client's method.
    ///
    /// @param method its exact name
    /// @param arguments what it is called with
    public record Call(String method, List<? extends @Nullable Object> arguments) {}
}
