package im.conduit.signalr.server;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategy;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import im.conduit.signalr.protocol.PayloadCodec;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Values through jackson-databind: one mapper, built once, with a reader kept for each parameter
/// type. Texts, whole numbers and booleans take a short cut. Databind rather than Micronaut Serde,
/// because hub methods also take and return types that were not compiled for Serde, and because
/// both protocols hand over streaming parsers and generators, which databind reads and writes as
/// they are.
///
/// As the reference server does it: names camelCase on output and matched without regard to case on
/// input, unknown members skipped, enums as numbers, no coercion between texts, numbers and
/// booleans, nulls written.
public final class JacksonPayloadCodec implements PayloadCodec {

    private final ObjectMapper mapper;
    private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

    /// @param mapper used as it is; configure it before
    public JacksonPayloadCodec(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// Member names in camelCase, as Java has them.
    public static JacksonPayloadCodec camelCase() {
        return new JacksonPayloadCodec(defaults().build());
    }

    /// Member names changed by a strategy.
    public static JacksonPayloadCodec named(PropertyNamingStrategy strategy) {
        return new JacksonPayloadCodec(defaults().propertyNamingStrategy(strategy).build());
    }

    /// The same rules for MessagePack: instants as timestamps, enums by name.
    public JacksonPayloadCodec binary() {
        return new JacksonPayloadCodec(mapper.copy().registerModule(new SignalRValues(true)));
    }

    /// A mapper with SignalR's rules, to be added to.
    public static JsonMapper.Builder defaults() {
        JsonMapper.Builder builder =
                JsonMapper.builder()
                        .addModule(new JavaTimeModule())
                        .addModule(new SignalRValues(false))
                        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                        .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                        .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.PUBLIC_ONLY)
                        .withCoercionConfig(
                                LogicalType.Textual,
                                config ->
                                        config.setCoercion(
                                                        CoercionInputShape.Integer,
                                                        CoercionAction.Fail)
                                                .setCoercion(
                                                        CoercionInputShape.Float,
                                                        CoercionAction.Fail)
                                                .setCoercion(
                                                        CoercionInputShape.Boolean,
                                                        CoercionAction.Fail));
        return builder;
    }

    @Override
    public @Nullable Object read(JsonParser parser, Type type) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            if (type instanceof Class<?> c && c.isPrimitive()) {
                throw new JsonParseException(parser, "null is no " + c.getName());
            }
            return null;
        }
        if (type == String.class && token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (type == int.class && token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getIntValue();
        }
        if (type == boolean.class && token != null && token.isBoolean()) {
            return parser.getBooleanValue();
        }
        return readers.computeIfAbsent(type, t -> mapper.readerFor(mapper.constructType(t)))
                .readValue(parser);
    }

    @Override
    public void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> generator.writeNull();
            case String text -> generator.writeString(text);
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case Boolean truth -> generator.writeBoolean(truth);
            default -> mapper.writeValue(generator, value);
        }
    }
}
