package im.conduit.signalr.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the few types that these tests bind to, strictly, and `Object` as whatever comes.
final class SmallCodec implements PayloadCodec {

    @Override
    public @Nullable Object read(JsonParser parser, Type type) throws IOException {
        JsonToken token = parser.currentToken();
        if (type == Object.class) {
            return any(parser);
        }
        if (token == JsonToken.VALUE_NULL && !(type instanceof Class<?> c && c.isPrimitive())) {
            return null;
        }
        if (type == String.class && token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (type == int.class && token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getIntValue();
        }
        if (type == double.class && token != null && token.isNumeric()) {
            return parser.getDoubleValue();
        }
        if (type == byte[].class) {
            return parser.getBinaryValue();
        }
        if (type == Instant.class && token == JsonToken.VALUE_EMBEDDED_OBJECT) {
            return (Instant) parser.getEmbeddedObject();
        }
        throw new JsonParseException(parser, "cannot be read as " + type.getTypeName());
    }

    private static @Nullable Object any(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_EMBEDDED_OBJECT -> parser.getEmbeddedObject();
            case START_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(any(parser));
                }
                yield elements;
            }
            case START_OBJECT -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                String name;
                while ((name = parser.nextFieldName()) != null) {
                    parser.nextToken();
                    members.put(name, any(parser));
                }
                yield members;
            }
            default -> throw new JsonParseException(parser, "no value");
        };
    }

    @Override
    public void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> generator.writeNull();
            case Boolean b -> generator.writeBoolean(b);
            case String s -> generator.writeString(s);
            case Integer i -> generator.writeNumber(i);
            case Long l -> generator.writeNumber(l);
            case java.math.BigInteger i -> generator.writeNumber(i);
            case Float f -> generator.writeNumber(f);
            case Double d -> generator.writeNumber(d);
            case byte[] b -> generator.writeBinary(b);
            case Instant i -> generator.writeEmbeddedObject(i);
            case Enum<?> e -> generator.writeString(e.name());
            case List<?> elements -> {
                generator.writeStartArray(elements, elements.size());
                for (Object element : elements) {
                    write(generator, element);
                }
                generator.writeEndArray();
            }
            case Map<?, ?> members -> {
                generator.writeStartObject(members, members.size());
                for (Map.Entry<?, ?> member : members.entrySet()) {
                    generator.writeFieldName(String.valueOf(member.getKey()));
                    write(generator, member.getValue());
                }
                generator.writeEndObject();
            }
            default -> throw new IOException("cannot write a " + value.getClass().getName());
        }
    }
}
