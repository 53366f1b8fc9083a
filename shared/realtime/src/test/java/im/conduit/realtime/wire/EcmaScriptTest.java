package im.conduit.realtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcmaScriptTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// The first sixteen are RFC 8785's own examples (appendix B), by their bits.
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2",
        "0000000000000002, 1e-323",
        "0000000000000003, 1.5e-323",
        "3ff0000000000000, 1",
        "4024000000000000, 10"
    })
    void numbersAreWrittenAsEcmaScriptWritesThem(String bits, String text) {
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertThat(EcmaScript.number(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"b\":1,\"10\":2,\"9\":3,\"a\":4} | {\"9\":3,\"10\":2,\"b\":1,\"a\":4}",
                "{\"01\":1,\"1\":2,\"0\":3} | {\"0\":3,\"1\":2,\"01\":1}",
                "{\"4294967295\":1,\"4294967294\":2} | {\"4294967294\":2,\"4294967295\":1}",
                "{\"-1\":1,\"1.0\":2,\"1e1\":3,\"7\":4} | {\"7\":4,\"-1\":1,\"1.0\":2,\"1e1\":3}",
                "[{\"2\":[{\"1\":0,\"0\":1}],\"1\":{}}] | [{\"1\":{},\"2\":[{\"0\":1,\"1\":0}]}]",
                "{\"a\":1,\"b\":2,\"a\":3} | {\"a\":3,\"b\":2}",
                "[1.0,100e-2,1E2,-0,0.10] | [1,1,100,0,0.1]",
                "\"\\/ \\u00e9 \\u2028 \\u007f\" | \"/ \u00e9 \u2028 \u007f\"",
                "\"\\u0000\\u001F\\b\\f\\n\\r\\t\\\"\\\\\" |"
                        + " \"\\u0000\\u001f\\b\\f\\n\\r\\t\\\"\\\\\"",
                "\"\\ud83e\\udd8a \\uD800 \\udfff\\ud800\" |"
                        + " \"\ud83e\udd8a \\ud800 \\udfff\\ud800\"",
                "{\"__proto__\":{\"5\":1}} | {\"__proto__\":{\"5\":1}}"
            })
    void textIsWrittenAsEcmaScriptWritesIt(String json, String written) {
        assertThat(EcmaScript.write(Json.own(json))).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, true",
        "19.90, true",
        "1e2, true",
        "-0, true",
        "9007199254740992, true",
        "9007199254740993, false",
        "12345678901234567890, false",
        "1e400, false",
        "1e-400, false",
        "0.1000000000000000055511151231257827, false",
        "5e-324, true",
        "1e21, true"
    })
    void aNumberSurvivesWhenItsValueDoes(String number, boolean survives) {
        assertThat(EcmaScript.survives(new BigDecimal(number))).isEqualTo(survives);
    }

    @Test
    void everythingSurvivesNode() throws IOException {
        assumeTrue(Node.installed(), "node is not installed");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            texts.add(EcmaScript.write(value(random, 0)));
        }
        assertThat(Node.rewrite(texts)).as("seed %s", seed).isEqualTo(texts);
    }

    @Test
    void everyNumberSurvivesNode() throws IOException {
        assumeTrue(Node.installed(), "node is not installed");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            texts.add(EcmaScript.number(number(random)));
        }
        assertThat(Node.rewrite(texts)).as("seed %s", seed).isEqualTo(texts);
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 4 : 6)) {
            case 0 -> NODES.numberNode(number(random));
            case 1 -> NODES.textNode(text(random));
            case 2 -> NODES.booleanNode(random.nextBoolean());
            case 3 -> NODES.nullNode();
            case 4 -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = random.nextInt(5); i > 0; i--) {
                    array.add(value(random, depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = NODES.objectNode();
                for (int i = random.nextInt(6); i > 0; i--) {
                    object.set(name(random), value(random, depth + 1));
                }
                yield object;
            }
        };
    }

    private static String name(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Integer.toString(random.nextInt(12));
            case 1 -> Long.toString(4_294_967_290L + random.nextInt(10));
            case 2 -> "0" + random.nextInt(3);
            default -> text(random);
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> text.append((char) random.nextInt(0x20));
                case 1 -> text.append((char) random.nextInt(0x10000));
                case 2 -> text.append((char) (0xD800 + random.nextInt(0x800)));
                case 3 -> text.appendCodePoint(0x10000 + random.nextInt(0x10000));
                default -> text.append("\"\\/\u2028\u2029\u007fab<".charAt(random.nextInt(9)));
            }
        }
        return text.toString();
    }

    private static double number(Random random) {
        double number =
                switch (random.nextInt(5)) {
                    case 0 -> random.nextInt(1_000) / 10.0;
                    case 1 -> random.nextLong();
                    case 2 -> Double.longBitsToDouble(random.nextInt(10_000));
                    case 3 -> Math.pow(10, random.nextInt(-330, 309)) * random.nextInt(10);
                    default -> Double.longBitsToDouble(random.nextLong());
                };
        return Double.isFinite(number) ? number : 0;
    }
}
