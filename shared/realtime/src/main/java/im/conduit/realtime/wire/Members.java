package im.conduit.realtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the members of a request one after another and keeps the first problem; reading goes on
/// with stand-in values, so that a reader needs no branch for each member. A member that is `null`
/// is absent.
final class Members {

    private final ObjectNode object;
    private final Set<String> read = new HashSet<>();
    private @Nullable Problem problem;

    Members(ObjectNode object) {
        this.object = object;
    }

    /// The first problem, if there was one.
    @Nullable Problem problem() {
        return problem;
    }

    void refuse(Problem found) {
        if (problem == null) {
            problem = found;
        }
    }

    /// A member whatever its type; absent gives `null`.
    @Nullable JsonNode any(String name) {
        read.add(name);
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    /// A text that must be there and not blank.
    String text(String name, int longest) {
        JsonNode node = any(name);
        if (node == null) {
            refuse(Problem.missing(name));
            return "";
        }
        String text = string(name, node, longest);
        if (text != null && text.isBlank()) {
            refuse(Problem.invalid(name, "must not be blank"));
        }
        return text == null ? "" : text;
    }

    /// A text that may be absent.
    @Nullable String optionalText(String name, int longest) {
        JsonNode node = any(name);
        return node == null ? null : string(name, node, longest);
    }

    /// A whole number that may be absent.
    @Nullable Long optionalWhole(String name, long lowest, long highest) {
        JsonNode node = any(name);
        if (node == null) {
            return null;
        }
        BigDecimal value = node.isNumber() ? node.decimalValue() : null;
        if (value == null
                || value.compareTo(BigDecimal.valueOf(lowest)) < 0
                || value.compareTo(BigDecimal.valueOf(highest)) > 0
                || value.stripTrailingZeros().scale() > 0) {
            refuse(
                    Problem.invalid(
                            name, "must be a whole number from " + lowest + " to " + highest));
            return null;
        }
        return value.longValue();
    }

    /// A whole number with a default.
    int whole(String name, int lowest, int highest, int absent) {
        Long value = optionalWhole(name, lowest, highest);
        return value == null ? absent : value.intValue();
    }

    /// An object that may be absent.
    @Nullable ObjectNode optionalObject(String name) {
        JsonNode node = any(name);
        if (node == null) {
            return null;
        }
        if (node instanceof ObjectNode found) {
            return found;
        }
        refuse(Problem.invalid(name, "must be an object"));
        return null;
    }

    /// The members that nobody asked for, as they came.
    ObjectNode others() {
        ObjectNode others = object.deepCopy();
        others.remove(read);
        return others;
    }

    private @Nullable String string(String name, JsonNode node, int longest) {
        if (!node.isTextual()) {
            refuse(Problem.invalid(name, "must be a string"));
            return null;
        }
        String text = node.textValue();
        if (text.codePointCount(0, text.length()) > longest) {
            refuse(Problem.invalid(name, "must not be longer than " + longest + " characters"));
            return null;
        }
        if (text.codePoints()
                .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            refuse(Problem.invalid(name, "holds half of a surrogate pair"));
            return null;
        }
        return text;
    }
}
