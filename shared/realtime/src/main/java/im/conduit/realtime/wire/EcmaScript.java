package im.conduit.realtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map.Entry;
import java.util.stream.Stream;

/// JSON as `JSON.stringify` writes it (ECMA-262, sections 6.1.6.1.20 and 25.5.2), so that a text
/// survives `JSON.stringify(JSON.parse(text))` byte for byte: compact, numbers in their shortest
/// form, names that look like array indexes first and ascending, half surrogate pairs escaped.
final class EcmaScript {

    private static final long HIGHEST_INDEX = 4_294_967_294L;
    private static final String HEX = "0123456789abcdef";

    private EcmaScript() {}

    /// Writes a tree.
    static String write(JsonNode node) {
        StringBuilder out = new StringBuilder();
        write(node, out);
        return out.toString();
    }

    /// Whether a number is the same after a reader that only has doubles wrote it again.
    static boolean survives(BigDecimal number) {
        double read = number.doubleValue();
        return Double.isFinite(read) && new BigDecimal(number(read)).compareTo(number) == 0;
    }

    private static void write(JsonNode node, StringBuilder out) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject((ObjectNode) node, out);
            case ARRAY -> {
                out.append('[');
                String comma = "";
                for (JsonNode item : node) {
                    out.append(comma);
                    write(item, out);
                    comma = ",";
                }
                out.append(']');
            }
            case STRING -> writeString(node.textValue(), out);
            case NUMBER -> out.append(number(node.doubleValue()));
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL, MISSING -> out.append("null");
            case BINARY, POJO -> throw new IllegalArgumentException("not JSON");
        }
    }

    private static void writeObject(ObjectNode node, StringBuilder out) {
        out.append('{');
        String comma = "";
        for (Entry<String, JsonNode> member : inOrder(node)) {
            out.append(comma);
            writeString(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            comma = ",";
        }
        out.append('}');
    }

    private static List<Entry<String, JsonNode>> inOrder(ObjectNode node) {
        List<Entry<String, JsonNode>> members = List.copyOf(node.properties());
        if (members.stream().noneMatch(m -> isIndex(m.getKey()))) {
            return members;
        }
        return Stream.concat(
                        members.stream()
                                .filter(m -> isIndex(m.getKey()))
                                .sorted(Comparator.comparingLong(m -> Long.parseLong(m.getKey()))),
                        members.stream().filter(m -> !isIndex(m.getKey())))
                .toList();
    }

    private static boolean isIndex(String name) {
        return name.matches("0|[1-9][0-9]{0,9}") && Long.parseLong(name) <= HIGHEST_INDEX;
    }

    /// Writes a string with its quotes.
    static void writeString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                writeUnit(c, out);
            }
        }
        out.append('"');
    }

    private static void writeUnit(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < ' ' || Character.isSurrogate(c)) {
                    out.append("\\u");
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        out.append(HEX.charAt(c >> shift & 0xF));
                    }
                } else {
                    out.append(c);
                }
            }
        }
    }

    /// A finite double as `Number.prototype.toString` writes it; infinities become `null`.
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        String sign = value < 0 ? "-" : "";
        return sign + place(digits, digits.length() - shortest.scale());
    }

    /// Java writes two digits where one would do (4.9E-324 for 5e-324); ECMAScript does not.
    private static BigDecimal shortest(double value) {
        BigDecimal java = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (java.precision() != 2) {
            return java;
        }
        BigDecimal one = java.round(new java.math.MathContext(1)).stripTrailingZeros();
        return one.doubleValue() == value ? one : java;
    }

    /// @param point where the decimal point stands, counted from before the first digit
    private static String place(String digits, int point) {
        int length = digits.length();
        if (length <= point && point <= 21) {
            return digits + "0".repeat(point - length);
        }
        if (0 < point && point <= 21) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        String mantissa = length == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }
}
