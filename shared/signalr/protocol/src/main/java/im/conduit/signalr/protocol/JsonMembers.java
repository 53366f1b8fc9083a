package im.conduit.signalr.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a record's members, with the sentences the reference server has for those of another type.
final class JsonMembers {

    private JsonMembers() {}

    /// Moves onto the object that every record is.
    static void enterObject(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new ProtocolException("Error reading JSON.");
        }
        if (token != JsonToken.START_OBJECT) {
            throw new ProtocolException(
                    "Unexpected JSON Token Type '" + kind(token) + "'. Expected a JSON Object.");
        }
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_ARRAY -> "Array";
            case VALUE_STRING -> "String";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "Number";
            case VALUE_TRUE -> "True";
            case VALUE_FALSE -> "False";
            case VALUE_NULL -> "Null";
            default -> token.name();
        };
    }

    static String readString(JsonParser parser, String member) throws IOException {
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            throw expected(member, "String");
        }
        return parser.getText();
    }

    static int readInt(JsonParser parser, String member) throws IOException {
        return toInt(parser, parser.nextToken(), member);
    }

    private static int toInt(JsonParser parser, @Nullable JsonToken token, String member)
            throws IOException {
        if (!isWholeNumber(token, member)) {
            throw outOfBounds("Int32", null);
        }
        try {
            return parser.getIntValue();
        } catch (InputCoercionException e) {
            throw outOfBounds("Int32", e);
        }
    }

    /// `null` for a JSON null.
    static @Nullable Integer readIntOrNull(JsonParser parser, String member) throws IOException {
        JsonToken token = parser.nextToken();
        return token == JsonToken.VALUE_NULL ? null : toInt(parser, token, member);
    }

    static long readLong(JsonParser parser, String member) throws IOException {
        if (!isWholeNumber(parser.nextToken(), member)) {
            throw outOfBounds("Int64", null);
        }
        try {
            return parser.getLongValue();
        } catch (InputCoercionException e) {
            throw outOfBounds("Int64", e);
        }
    }

    private static boolean isWholeNumber(@Nullable JsonToken token, String member) {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return true;
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return false;
        }
        throw expected(member, "Number");
    }

    static Map<String, String> readHeaders(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw expected("headers", "StartObject");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        String name;
        while ((name = parser.nextFieldName()) != null) {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw new ProtocolException("Expected header '" + name + "' to be of type String.");
            }
            headers.put(name, parser.getText());
        }
        return headers;
    }

    static List<String> readStreamIds(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw expected("streamIds", "Array");
        }
        List<String> ids = new ArrayList<>();
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            if (token != JsonToken.VALUE_STRING) {
                throw new ProtocolException(
                        "Expected every element of 'streamIds' to be of type String.");
            }
            ids.add(parser.getText());
        }
        return ids;
    }

    static boolean readBoolean(JsonParser parser, String member) throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw new ProtocolException("Expected '" + member + "' to be true or false.");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    static ProtocolException expected(String member, String type) {
        return new ProtocolException("Expected '" + member + "' to be of type " + type + ".");
    }

    private static ProtocolException outOfBounds(String type, @Nullable Throwable cause) {
        return new ProtocolException(
                "FormatException",
                "Either the JSON value is not in a supported format, or is out of bounds for an "
                        + type
                        + ".",
                cause);
    }
}
