package im.conduit.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import im.conduit.realtime.webhook.Attempt;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An attempt as a delivery's history keeps it: one line of JSON.
final class StoredAttempt {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredAttempt() {}

    static String write(Attempt attempt) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("at", attempt.at().toEpochMilli());
        node.put("latency", attempt.latency().toMillis());
        if (attempt.status() != null) {
            node.put("status", attempt.status());
        }
        if (attempt.excerpt() != null) {
            node.put("excerpt", attempt.excerpt());
        }
        if (attempt.error() != null) {
            node.put("error", attempt.error());
        }
        return node.toString();
    }

    static Attempt read(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            JsonNode status = node.get("status");
            return new Attempt(
                    Instant.ofEpochMilli(node.path("at").asLong()),
                    status == null ? null : Integer.valueOf(status.asInt()),
                    Duration.ofMillis(node.path("latency").asLong()),
                    string(node, "excerpt"),
                    string(node, "error"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what Redis keeps is not JSON", e);
        }
    }

    private static @Nullable String string(JsonNode node, String member) {
        JsonNode value = node.get(member);
        return value == null ? null : value.asText();
    }
}
