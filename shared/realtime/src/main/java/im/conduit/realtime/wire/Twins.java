package im.conduit.realtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;

/// Writes members under two names: `task_id` and `taskId`.
final class Twins {

    private final ObjectNode object;

    Twins(ObjectNode object) {
        this.object = object;
    }

    /// @param name with underscores
    Twins put(String name, JsonNode value) {
        object.set(name, value);
        object.set(camelCase(name), value);
        return this;
    }

    Twins put(String name, String value) {
        return put(name, TextNode.valueOf(value));
    }

    Twins put(String name, int value) {
        return put(name, IntNode.valueOf(value));
    }

    private static String camelCase(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (String word : name.split("_", -1)) {
            out.append(
                    out.isEmpty()
                            ? word
                            : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return out.toString();
    }
}
