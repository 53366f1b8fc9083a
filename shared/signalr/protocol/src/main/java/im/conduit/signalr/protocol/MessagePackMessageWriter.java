package im.conduit.signalr.protocol;

import im.conduit.signalr.protocol.HubMessage.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes messages as arrays in the order of the specification.
final class MessagePackMessageWriter {

    private final PayloadCodec payloads;

    MessagePackMessageWriter(PayloadCodec payloads) {
        this.payloads = payloads;
    }

    byte[] write(HubMessage message) {
        MessagePackBuffer output = new MessagePackBuffer();
        try (MessagePackGenerator generator = new MessagePackGenerator(output)) {
            generator.writeStartArray();
            write(generator, message);
            generator.writeEndArray();
            return output.toFrame();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(MessagePackGenerator packed, HubMessage message) throws IOException {
        switch (message) {
            case HubMessage.Invocation m -> {
                start(packed, MessageType.INVOCATION, m.headers());
                invocation(packed, m.invocationId(), m.target(), m.arguments(), m.streamIds());
            }
            case HubMessage.StreamInvocation m -> {
                start(packed, MessageType.STREAM_INVOCATION, m.headers());
                invocation(packed, m.invocationId(), m.target(), m.arguments(), m.streamIds());
            }
            case HubMessage.StreamItem m -> {
                start(packed, MessageType.STREAM_ITEM, m.headers());
                packed.writeString(m.invocationId());
                payloads.write(packed, m.item());
            }
            case HubMessage.Completion m -> {
                start(packed, MessageType.COMPLETION, m.headers());
                packed.writeString(m.invocationId());
                outcome(packed, m.outcome());
            }
            case HubMessage.CancelInvocation m -> {
                start(packed, MessageType.CANCEL_INVOCATION, m.headers());
                packed.writeString(m.invocationId());
            }
            case HubMessage.Ping() -> packed.writeNumber(MessageType.PING);
            case HubMessage.Close(var error, boolean allowReconnect) -> {
                packed.writeNumber(MessageType.CLOSE);
                packed.writeString(error);
                packed.writeBoolean(allowReconnect);
            }
            case HubMessage.Ack(long id) -> sequence(packed, MessageType.ACK, id);
            case HubMessage.Sequence(long id) -> sequence(packed, MessageType.SEQUENCE, id);
            case HubMessage.InvocationBindingFailure m -> throw MessageType.notWritten(m);
            case HubMessage.StreamBindingFailure m -> throw MessageType.notWritten(m);
            case HubMessage.CompletionBindingFailure m -> throw MessageType.notWritten(m);
        }
    }

    private static void start(MessagePackGenerator packed, int type, Map<String, String> headers)
            throws IOException {
        packed.writeNumber(type);
        packed.writeStartObject();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            packed.writeStringField(header.getKey(), header.getValue());
        }
        packed.writeEndObject();
    }

    private void invocation(
            MessagePackGenerator packed,
            @Nullable String invocationId,
            String target,
            @Nullable Object[] arguments,
            List<String> streamIds)
            throws IOException {
        packed.writeString(invocationId);
        packed.writeString(target);
        packed.writeStartArray();
        for (Object argument : arguments) {
            payloads.write(packed, argument);
        }
        packed.writeEndArray();
        packed.writeStartArray();
        for (String id : streamIds) {
            packed.writeString(id);
        }
        packed.writeEndArray();
    }

    private void outcome(MessagePackGenerator packed, Outcome outcome) throws IOException {
        switch (outcome) {
            case Outcome.Failed(String error) -> {
                packed.writeNumber(MessageType.KIND_ERROR);
                packed.writeString(error);
            }
            case Outcome.Empty() -> packed.writeNumber(MessageType.KIND_VOID);
            case Outcome.Result(var value) -> {
                packed.writeNumber(MessageType.KIND_RESULT);
                payloads.write(packed, value);
            }
        }
    }

    private static void sequence(MessagePackGenerator packed, int type, long id)
            throws IOException {
        packed.writeNumber(type);
        packed.writeNumber(id);
    }
}
