package im.conduit.signalr.protocol;

import static im.conduit.signalr.protocol.JsonMembers.expected;
import static im.conduit.signalr.protocol.ProtocolException.missing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import im.conduit.signalr.protocol.HubMessage.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The members of one record while it is read. A value is bound on the way when what decides its
/// type has been read before it, and skipped otherwise.
final class JsonEnvelope {

    private final @Nullable ValueBinder values;
    private final @Nullable InvocationBinder binder;

    /// What an earlier pass found out, or `this` when there was none.
    private final JsonEnvelope known;

    private @Nullable Integer type;
    private Map<String, String> headers = Map.of();
    private @Nullable String invocationId;
    private @Nullable String target;
    private @Nullable String error;
    private List<String> streamIds = List.of();
    private boolean allowReconnect;
    private @Nullable Long sequenceId;
    private final JsonValueSlot arguments = new JsonValueSlot();
    private final JsonValueSlot item = new JsonValueSlot();
    private final JsonValueSlot result = new JsonValueSlot();

    /// Binds what can be bound in a first pass.
    JsonEnvelope(ValueBinder values, InvocationBinder binder) {
        this.values = values;
        this.binder = binder;
        this.known = this;
    }

    /// Binds with the type, target and id that an earlier pass has found.
    JsonEnvelope(ValueBinder values, InvocationBinder binder, JsonEnvelope known) {
        this.values = values;
        this.binder = binder;
        this.known = known;
    }

    private JsonEnvelope() {
        this.values = null;
        this.binder = null;
        this.known = this;
    }

    /// Skips every value.
    static JsonEnvelope withoutValues() {
        return new JsonEnvelope();
    }

    /// Reads the record's object, up to its end or to the first value that cannot be bound.
    void read(JsonParser parser) throws IOException {
        JsonMembers.enterObject(parser);
        String name;
        while ((name = parser.nextFieldName()) != null) {
            readMember(parser, name);
            if (hasFailed()) {
                return;
            }
        }
    }

    private void readMember(JsonParser parser, String name) throws IOException {
        switch (name) {
            case "type" -> type = JsonMembers.readInt(parser, name);
            case "invocationId" -> invocationId = JsonMembers.readString(parser, name);
            case "target" -> target = JsonMembers.readString(parser, name);
            case "error" -> error = JsonMembers.readString(parser, name);
            case "headers" -> headers = JsonMembers.readHeaders(parser);
            case "streamIds" -> streamIds = JsonMembers.readStreamIds(parser);
            case "allowReconnect" -> allowReconnect = JsonMembers.readBoolean(parser, name);
            case "sequenceId" -> sequenceId = JsonMembers.readLong(parser, name);
            case "arguments" -> readArguments(parser);
            case "item" -> readItem(parser);
            case "result" -> readResult(parser);
            default -> {
                parser.nextToken();
                parser.skipChildren();
            }
        }
    }

    private void readArguments(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw expected("arguments", "Array");
        }
        boolean wanted = wants(MessageType.INVOCATION) || wants(MessageType.STREAM_INVOCATION);
        boolean again = arguments.comesAgain(known.arguments);
        String key = wanted && !again ? known.target : null;
        bind(arguments, parser, key, ValueBinder::arguments);
    }

    private void readItem(JsonParser parser) throws IOException {
        parser.nextToken();
        boolean again = item.comesAgain(known.item);
        String id = wants(MessageType.STREAM_ITEM) && !again ? known.id() : null;
        bind(item, parser, id, ValueBinder::item);
    }

    private void readResult(JsonParser parser) throws IOException {
        parser.nextToken();
        boolean again = result.comesAgain(known.result);
        String id = wants(MessageType.COMPLETION) && !again ? known.id() : null;
        bind(result, parser, id, ValueBinder::result);
    }

    private boolean wants(int messageType) {
        return known.type == null || known.type == messageType;
    }

    private interface Bind {
        @Nullable Object apply(
                ValueBinder values, JsonParser parser, InvocationBinder binder, String key)
                throws IOException;
    }

    private void bind(JsonValueSlot slot, JsonParser parser, @Nullable String key, Bind how)
            throws IOException {
        if (key == null || values == null || binder == null) {
            slot.skipped();
            parser.skipChildren();
            return;
        }
        try {
            slot.bound(key, how.apply(values, parser, binder, key));
        } catch (BindingException e) {
            slot.failed(key, e);
        }
    }

    boolean hasFailed() {
        return arguments.failure != null || item.failure != null || result.failure != null;
    }

    /// Whether the value that this type of message needs was bound for the key that counts.
    boolean isSettled() {
        if (hasFailed()) {
            return false;
        }
        if (type == null) {
            return true;
        }
        return switch (type) {
            case MessageType.INVOCATION, MessageType.STREAM_INVOCATION ->
                    isBound(arguments, target);
            case MessageType.STREAM_ITEM -> isBound(item, id());
            case MessageType.COMPLETION -> isBound(result, id());
            default -> true;
        };
    }

    private static boolean isBound(JsonValueSlot slot, @Nullable String key) {
        return !slot.present() || key == null || key.equals(slot.boundFor);
    }

    /// Takes over what a later pass has bound for this type.
    void takeValuesOf(JsonEnvelope other) {
        arguments.copy(other.arguments);
        item.copy(other.item);
        result.copy(other.result);
    }

    private @Nullable String id() {
        return invocationId == null || invocationId.isEmpty() ? null : invocationId;
    }

    private String requiredId() {
        String id = id();
        if (id == null) {
            throw missing("invocationId");
        }
        return id;
    }

    /// @return `null` for an unknown type
    @Nullable HubMessage toMessage() {
        if (type == null) {
            throw missing("type");
        }
        return switch (type) {
            case MessageType.INVOCATION -> toInvocation(id());
            case MessageType.STREAM_INVOCATION -> toStreamInvocation(requiredId());
            case MessageType.STREAM_ITEM -> toStreamItem(requiredId());
            case MessageType.COMPLETION -> toCompletion(requiredId());
            case MessageType.CANCEL_INVOCATION ->
                    new HubMessage.CancelInvocation(headers, requiredId());
            case MessageType.PING -> new HubMessage.Ping();
            case MessageType.CLOSE -> new HubMessage.Close(error, allowReconnect);
            case MessageType.ACK -> new HubMessage.Ack(requiredSequenceId());
            case MessageType.SEQUENCE -> new HubMessage.Sequence(requiredSequenceId());
            default -> null;
        };
    }

    private HubMessage toInvocation(@Nullable String id) {
        String name = requiredTarget();
        if (arguments.failure != null) {
            return new HubMessage.InvocationBindingFailure(id, name, arguments.failure);
        }
        return new HubMessage.Invocation(headers, id, name, boundArguments(), streamIds);
    }

    private HubMessage toStreamInvocation(String id) {
        String name = requiredTarget();
        if (arguments.failure != null) {
            return new HubMessage.InvocationBindingFailure(id, name, arguments.failure);
        }
        return new HubMessage.StreamInvocation(headers, id, name, boundArguments(), streamIds);
    }

    private HubMessage toStreamItem(String id) {
        if (!item.present()) {
            throw missing("item");
        }
        return item.failure != null
                ? new HubMessage.StreamBindingFailure(id, item.failure)
                : new HubMessage.StreamItem(headers, id, item.value);
    }

    private HubMessage toCompletion(String id) {
        if (error != null && result.present()) {
            throw new ProtocolException(
                    "The 'error' and 'result' properties are mutually exclusive.");
        }
        if (result.failure != null) {
            return new HubMessage.CompletionBindingFailure(id, result.failure);
        }
        Outcome outcome =
                error != null
                        ? new Outcome.Failed(error)
                        : result.present() ? new Outcome.Result(result.value) : new Outcome.Empty();
        return new HubMessage.Completion(headers, id, outcome);
    }

    private String requiredTarget() {
        if (target == null) {
            throw missing("target");
        }
        if (!arguments.present()) {
            throw missing("arguments");
        }
        return target;
    }

    private @Nullable Object[] boundArguments() {
        return (@Nullable Object[]) Objects.requireNonNull(arguments.value);
    }

    private long requiredSequenceId() {
        if (sequenceId == null) {
            throw missing("sequenceId");
        }
        return sequenceId;
    }
}
