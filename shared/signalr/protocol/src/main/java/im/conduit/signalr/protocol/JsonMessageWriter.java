package im.conduit.signalr.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the members of a message in the order of the reference implementation.
final class JsonMessageWriter {

    private static final SerializableString TYPE = new SerializedString("type");
    private static final SerializableString HEADERS = new SerializedString("headers");
    private static final SerializableString INVOCATION_ID = new SerializedString("invocationId");
    private static final SerializableString TARGET = new SerializedString("target");
    private static final SerializableString ARGUMENTS = new SerializedString("arguments");
    private static final SerializableString STREAM_IDS = new SerializedString("streamIds");
    private static final SerializableString ITEM = new SerializedString("item");
    private static final SerializableString RESULT = new SerializedString("result");
    private static final SerializableString ERROR = new SerializedString("error");
    private static final SerializableString ALLOW_RECONNECT =
            new SerializedString("allowReconnect");
    private static final SerializableString SEQUENCE_ID = new SerializedString("sequenceId");

    private final PayloadCodec payloads;

    JsonMessageWriter(PayloadCodec payloads) {
        this.payloads = payloads;
    }

    void write(JsonGenerator json, HubMessage message) throws IOException {
        switch (message) {
            case HubMessage.Invocation m -> {
                start(json, MessageType.INVOCATION, m.headers());
                invocation(json, m.invocationId(), m.target(), m.arguments(), m.streamIds());
            }
            case HubMessage.StreamInvocation m -> {
                start(json, MessageType.STREAM_INVOCATION, m.headers());
                invocation(json, m.invocationId(), m.target(), m.arguments(), m.streamIds());
            }
            case HubMessage.StreamItem m -> {
                start(json, MessageType.STREAM_ITEM, m.headers());
                member(json, INVOCATION_ID, m.invocationId());
                json.writeFieldName(ITEM);
                payloads.write(json, m.item());
            }
            case HubMessage.Completion m -> {
                start(json, MessageType.COMPLETION, m.headers());
                member(json, INVOCATION_ID, m.invocationId());
                outcome(json, m.outcome());
            }
            case HubMessage.CancelInvocation m -> {
                start(json, MessageType.CANCEL_INVOCATION, m.headers());
                member(json, INVOCATION_ID, m.invocationId());
            }
            case HubMessage.Ping() -> start(json, MessageType.PING, Map.of());
            case HubMessage.Close m -> close(json, m);
            case HubMessage.Ack(long id) -> sequence(json, MessageType.ACK, id);
            case HubMessage.Sequence(long id) -> sequence(json, MessageType.SEQUENCE, id);
            case HubMessage.InvocationBindingFailure m -> throw MessageType.notWritten(m);
            case HubMessage.StreamBindingFailure m -> throw MessageType.notWritten(m);
            case HubMessage.CompletionBindingFailure m -> throw MessageType.notWritten(m);
        }
    }

    private static void start(JsonGenerator json, int type, Map<String, String> headers)
            throws IOException {
        json.writeFieldName(TYPE);
        json.writeNumber(type);
        if (!headers.isEmpty()) {
            json.writeFieldName(HEADERS);
            json.writeStartObject();
            for (Map.Entry<String, String> header : headers.entrySet()) {
                json.writeStringField(header.getKey(), header.getValue());
            }
            json.writeEndObject();
        }
    }

    private void invocation(
            JsonGenerator json,
            @Nullable String invocationId,
            String target,
            @Nullable Object[] arguments,
            List<String> streamIds)
            throws IOException {
        if (invocationId != null) {
            member(json, INVOCATION_ID, invocationId);
        }
        member(json, TARGET, target);
        json.writeFieldName(ARGUMENTS);
        json.writeStartArray();
        for (Object argument : arguments) {
            payloads.write(json, argument);
        }
        json.writeEndArray();
        if (!streamIds.isEmpty()) {
            json.writeFieldName(STREAM_IDS);
            json.writeStartArray();
            for (String id : streamIds) {
                json.writeString(id);
            }
            json.writeEndArray();
        }
    }

    private void outcome(JsonGenerator json, HubMessage.Outcome outcome) throws IOException {
        switch (outcome) {
            case HubMessage.Outcome.Result(var value) -> {
                json.writeFieldName(RESULT);
                payloads.write(json, value);
            }
            case HubMessage.Outcome.Empty() -> {}
            case HubMessage.Outcome.Failed(String error) -> member(json, ERROR, error);
        }
    }

    private static void close(JsonGenerator json, HubMessage.Close message) throws IOException {
        start(json, MessageType.CLOSE, Map.of());
        if (message.error() != null) {
            member(json, ERROR, message.error());
        }
        if (message.allowReconnect()) {
            json.writeFieldName(ALLOW_RECONNECT);
            json.writeBoolean(true);
        }
    }

    private static void sequence(JsonGenerator json, int type, long id) throws IOException {
        start(json, type, Map.of());
        json.writeFieldName(SEQUENCE_ID);
        json.writeNumber(id);
    }

    private static void member(JsonGenerator json, SerializableString name, String value)
            throws IOException {
        json.writeFieldName(name);
        json.writeString(value);
    }
}
