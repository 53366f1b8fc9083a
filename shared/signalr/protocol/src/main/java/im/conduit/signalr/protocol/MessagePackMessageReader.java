package im.conduit.signalr.protocol;

import com.fasterxml.jackson.core.JsonToken;
import im.conduit.signalr.protocol.HubMessage.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns a frame into a message. Items too many are left unread.
final class MessagePackMessageReader {

    private final ValueBinder values;
    private final ProtocolLimits limits;

    MessagePackMessageReader(PayloadCodec payloads, ProtocolLimits limits) {
        this.values = new ValueBinder(payloads);
        this.limits = limits;
    }

    /// @return `null` for a message of an unknown type
    @Nullable HubMessage read(byte[] bytes, int offset, int length, InvocationBinder binder) {
        try (MessagePackParser parser =
                new MessagePackParser(bytes, offset, length, limits.maxDepth())) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw failed("array length", "message");
            }
            return message(parser, binder);
        } catch (IOException e) {
            throw new ProtocolException("Error reading MessagePack.", e);
        }
    }

    private @Nullable HubMessage message(MessagePackParser parser, InvocationBinder binder)
            throws IOException {
        long type = integer(parser, "type");
        if (type != (int) type) {
            return null;
        }
        return switch ((int) type) {
            case MessageType.INVOCATION -> invocation(parser, binder, false);
            case MessageType.STREAM_INVOCATION -> invocation(parser, binder, true);
            case MessageType.STREAM_ITEM -> streamItem(parser, binder);
            case MessageType.COMPLETION -> completion(parser, binder);
            case MessageType.CANCEL_INVOCATION ->
                    new HubMessage.CancelInvocation(headers(parser), id(parser));
            case MessageType.PING -> new HubMessage.Ping();
            case MessageType.CLOSE -> close(parser);
            case MessageType.ACK -> new HubMessage.Ack(integer(parser, "sequenceId"));
            case MessageType.SEQUENCE -> new HubMessage.Sequence(integer(parser, "sequenceId"));
            default -> null;
        };
    }

    private HubMessage invocation(
            MessagePackParser parser, InvocationBinder binder, boolean streaming)
            throws IOException {
        Map<String, String> headers = headers(parser);
        String id = streaming ? id(parser) : optionalId(parser);
        String target = textOrNull(parser, "target");
        if (target == null || target.isEmpty()) {
            throw ProtocolException.missing("target");
        }
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw failed("array length", "arguments");
        }
        @Nullable Object[] arguments;
        try {
            arguments = values.arguments(parser, binder, target);
        } catch (BindingException e) {
            throwIfMalformed(parser, e);
            return new HubMessage.InvocationBindingFailure(id, target, e);
        }
        List<String> streamIds = streamIds(parser);
        return streaming && id != null
                ? new HubMessage.StreamInvocation(headers, id, target, arguments, streamIds)
                : new HubMessage.Invocation(headers, id, target, arguments, streamIds);
    }

    private HubMessage streamItem(MessagePackParser parser, InvocationBinder binder)
            throws IOException {
        Map<String, String> headers = headers(parser);
        String id = id(parser);
        requireValue(parser, "item");
        try {
            return new HubMessage.StreamItem(headers, id, values.item(parser, binder, id));
        } catch (BindingException e) {
            throwIfMalformed(parser, e);
            return new HubMessage.StreamBindingFailure(id, e);
        }
    }

    private HubMessage completion(MessagePackParser parser, InvocationBinder binder)
            throws IOException {
        Map<String, String> headers = headers(parser);
        String id = id(parser);
        long kind = integer(parser, "resultKind");
        if (kind == MessageType.KIND_ERROR) {
            Outcome failed = new Outcome.Failed(text(parser, "error"));
            return new HubMessage.Completion(headers, id, failed);
        }
        if (kind == MessageType.KIND_VOID) {
            return new HubMessage.Completion(headers, id, new Outcome.Empty());
        }
        if (kind != MessageType.KIND_RESULT) {
            throw new ProtocolException("Invalid invocation result kind.");
        }
        requireValue(parser, "result");
        try {
            Outcome result = new Outcome.Result(values.result(parser, binder, id));
            return new HubMessage.Completion(headers, id, result);
        } catch (BindingException e) {
            throwIfMalformed(parser, e);
            return new HubMessage.CompletionBindingFailure(id, e);
        }
    }

    private static HubMessage close(MessagePackParser parser) throws IOException {
        String error = textOrNull(parser, "error");
        JsonToken allow = parser.nextToken();
        if (allow == JsonToken.END_ARRAY) {
            return new HubMessage.Close(error, false);
        }
        if (allow == null || !allow.isBoolean()) {
            throw failed("Boolean", "allowReconnect");
        }
        return new HubMessage.Close(error, allow == JsonToken.VALUE_TRUE);
    }

    private static Map<String, String> headers(MessagePackParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return Map.of();
        }
        if (token != JsonToken.START_OBJECT) {
            throw failed("map length", "headers");
        }
        Map<String, String> headers = Map.of();
        String name;
        while ((name = parser.nextFieldName()) != null) {
            if (headers.isEmpty()) {
                headers = new LinkedHashMap<>();
            }
            headers.put(name, text(parser, "header " + name));
        }
        return headers;
    }

    private static List<String> streamIds(MessagePackParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY || token == JsonToken.VALUE_NULL) {
            return List.of();
        }
        if (token != JsonToken.START_ARRAY) {
            throw failed("array length", "streamIds");
        }
        List<String> ids = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            ids.add(currentText(parser, "streamIds"));
        }
        return ids;
    }

    private static void requireValue(MessagePackParser parser, String item) throws IOException {
        if (parser.nextToken() == JsonToken.END_ARRAY) {
            throw ProtocolException.missing(item);
        }
    }

    private static @Nullable String optionalId(MessagePackParser parser) throws IOException {
        String id = textOrNull(parser, "invocationId");
        return id == null || id.isEmpty() ? null : id;
    }

    private static String id(MessagePackParser parser) throws IOException {
        String id = optionalId(parser);
        if (id == null) {
            throw ProtocolException.missing("invocationId");
        }
        return id;
    }

    private static @Nullable String textOrNull(MessagePackParser parser, String item)
            throws IOException {
        return parser.nextToken() == JsonToken.VALUE_NULL ? null : currentText(parser, item);
    }

    private static String text(MessagePackParser parser, String item) throws IOException {
        parser.nextToken();
        return currentText(parser, item);
    }

    private static String currentText(MessagePackParser parser, String item) {
        String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
        if (text == null) {
            throw failed("String", item);
        }
        return text;
    }

    private static long integer(MessagePackParser parser, String item) throws IOException {
        if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
            throw failed("integer", item);
        }
        return parser.getLongValue();
    }

    private static void throwIfMalformed(MessagePackParser parser, BindingException e) {
        if (parser.isMalformed()) {
            throw new ProtocolException("Error reading MessagePack.", e);
        }
    }

    private static ProtocolException failed(String type, String item) {
        return new ProtocolException("Reading '" + item + "' as " + type + " failed.");
    }
}
