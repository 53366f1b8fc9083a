package im.conduit.signalr.server;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.UUID;

/// Values that SignalR writes in a way of its own: instants are texts in JSON and timestamps in
/// MessagePack, enums numbers in JSON and names in MessagePack, UUIDs text in both.
final class SignalRValues extends SimpleModule {

    private static final long serialVersionUID = 1L;

    /// @param binary whether for MessagePack
    SignalRValues(boolean binary) {
        super(binary ? "signalr-binary" : "signalr");
        addSerializer(Instant.class, new InstantWriter(binary));
        addDeserializer(Instant.class, new InstantReader());
        addSerializer(UUID.class, new UuidWriter());
        addSerializer(Enum.class, new EnumWriter(binary));
    }

    private static final class InstantWriter extends JsonSerializer<Instant> {
        private final boolean binary;

        InstantWriter(boolean binary) {
            this.binary = binary;
        }

        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            if (binary) {
                generator.writeEmbeddedObject(value);
            } else {
                generator.writeString(value.toString());
            }
        }
    }

    private static final class InstantReader extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT
                    && parser.getEmbeddedObject() instanceof Instant instant) {
                return instant;
            }
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            try {
                return OffsetDateTime.parse(parser.getText()).toInstant();
            } catch (DateTimeParseException e) {
                return (Instant)
                        context.handleWeirdStringValue(
                                Instant.class, parser.getText(), "no date and time with an offset");
            }
        }
    }

    private static final class UuidWriter extends JsonSerializer<UUID> {
        @Override
        public void serialize(UUID value, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeString(value.toString());
        }
    }

    @SuppressWarnings("rawtypes") // serialisers are registered by raw type
    private static final class EnumWriter extends JsonSerializer<Enum> {
        private final boolean binary;

        EnumWriter(boolean binary) {
            this.binary = binary;
        }

        @Override
        public void serialize(Enum value, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            if (binary) {
                generator.writeString(value.name());
            } else {
                generator.writeNumber(value.ordinal());
            }
        }
    }
}
