package im.conduit.realtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import im.conduit.realtime.task.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `webhook_metadata`: any object of at most 16 KiB whose numbers mean the same to a reader
/// that has only doubles. It is kept as `JSON.stringify` writes it.
final class MetadataMember {

    private static final String NAME = "webhook_metadata";
    private static final int LONGEST = 16 * 1024;

    private MetadataMember() {}

    static @Nullable JsonText read(Members members) {
        ObjectNode object = members.optionalObject(NAME);
        if (object == null) {
            return null;
        }
        String changing = changingNumber(object, NAME);
        if (changing != null) {
            members.refuse(
                    Problem.invalid(
                            changing,
                            "is a number that JavaScript cannot keep; send it as a string"));
            return null;
        }
        String text = EcmaScript.write(object);
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            members.refuse(Problem.invalid(NAME, "must not be larger than 16 KiB"));
            return null;
        }
        return new JsonText(text);
    }

    /// The path of the first number that changes, if there is one.
    private static @Nullable String changingNumber(JsonNode node, String path) {
        if (node.isNumber()) {
            return EcmaScript.survives(node.decimalValue()) ? null : path;
        }
        int index = 0;
        for (JsonNode item : node.isArray() ? node : Json.object()) {
            String found = changingNumber(item, path + "[" + index++ + "]");
            if (found != null) {
                return found;
            }
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String found = changingNumber(member.getValue(), path + "." + member.getKey());
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
