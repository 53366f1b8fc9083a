package im.conduit.realtime.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The JSON library, set up once: numbers keep every digit, nesting is bounded, nothing may follow
/// the value.
final class Json {

    private static final int DEEPEST = 64;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    /// What came of reading a body.
    sealed interface Reading {
        /// An object.
        record Read(ObjectNode object) implements Reading {}

        /// Anything else.
        record Unreadable(Problem problem) implements Reading {}
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// Reads a request's body, which must be one JSON object.
    static Reading readObject(byte[] body) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            return unreadable("The body is not UTF-8.");
        }
        if (text.isBlank()) {
            return unreadable("The body is empty; it must be a JSON object.");
        }
        try {
            return MAPPER.readTree(withoutMark(text)) instanceof ObjectNode object
                    ? new Reading.Read(object)
                    : unreadable("The body must be a JSON object.");
        } catch (StreamConstraintsException e) {
            return unreadable(
                    "The body is nested deeper than "
                            + DEEPEST
                            + " levels or has a number or name that is too long.");
        } catch (JsonProcessingException e) {
            return unreadable("The body is not valid JSON.");
        }
    }

    /// Reads what this room itself wrote.
    static JsonNode own(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON does not read", e);
        }
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree always writes", e);
        }
    }

    /// ISO-8601 UTC with milliseconds.
    static String time(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    private static String withoutMark(String text) {
        return text.charAt(0) == '\uFEFF' ? text.substring(1) : text;
    }

    private static Reading unreadable(String message) {
        return new Reading.Unreadable(Problem.body(message));
    }
}
