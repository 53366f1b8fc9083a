package im.conduit.signalr.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Values through the parser and the generator that payload codecs meet.
class MessagePackValueTest {

    private final SmallCodec codec = new SmallCodec();

    static Stream<Arguments> values() {
        Map<String, Object> sixteen = new LinkedHashMap<>();
        IntStream.range(0, 16).forEach(i -> sixteen.put(String.valueOf(i), i));
        return Stream.of(
                arguments("c0", null),
                arguments("c2", false),
                arguments("c3", true),
                arguments("00", 0),
                arguments("7f", 127),
                arguments("cc80", 128),
                arguments("ccff", 255),
                arguments("cd0100", 256),
                arguments("cdffff", 65535),
                arguments("ce00010000", 65536),
                arguments("ceffffffff", 4294967295L),
                arguments("cf0000000100000000", 4294967296L),
                arguments("cf7fffffffffffffff", Long.MAX_VALUE),
                arguments("cf8000000000000000", BigInteger.TWO.pow(63)),
                arguments("cfffffffffffffffff", BigInteger.TWO.pow(64).subtract(BigInteger.ONE)),
                arguments("ff", -1),
                arguments("e0", -32),
                arguments("d0df", -33),
                arguments("d080", -128),
                arguments("d1ff7f", -129),
                arguments("d18000", -32768),
                arguments("d2ffff7fff", -32769),
                arguments("d280000000", Integer.MIN_VALUE),
                arguments("d3ffffffff7fffffff", Integer.MIN_VALUE - 1L),
                arguments("d38000000000000000", Long.MIN_VALUE),
                arguments("cb3ff8000000000000", 1.5),
                arguments("ca3fc00000", 1.5f),
                arguments("cb7ff8000000000000", Double.NaN),
                arguments("a0", ""),
                arguments("a6e697a5c3bc2b", "日ü+"),
                arguments("d920" + "78".repeat(32), "x".repeat(32)),
                arguments("da0100" + "78".repeat(256), "x".repeat(256)),
                arguments("db00010000" + "78".repeat(65536), "x".repeat(65536)),
                arguments("c400", new byte[0]),
                arguments("c403000102", new byte[] {0, 1, 2}),
                arguments("d6ff386d4380", Instant.parse("2000-01-01T00:00:00Z")),
                arguments("d7ff77359400386d4380", Instant.parse("2000-01-01T00:00:00.5Z")),
                arguments("c70cff00000000fffffffffffffc18", Instant.ofEpochSecond(-1000)),
                arguments("90", List.of()),
                arguments("9190", List.of(List.of())),
                arguments(
                        "dc0010000102030405060708090a0b0c0d0e0f",
                        IntStream.range(0, 16).boxed().toList()),
                arguments(
                        "dd00010000" + "07".repeat(65536),
                        IntStream.range(0, 65536).mapToObj(_ -> 7).toList()),
                arguments("80", Map.of()),
                arguments("81a16191c0", Map.of("a", Collections.singletonList(null))),
                arguments(
                        "de0010a13000a13101a13202a13303a13404a13505a13606a13707a13808a13909"
                                + "a231300aa231310ba231320ca231330da231340ea231350f",
                        sixteen));
    }

    @ParameterizedTest
    @MethodSource("values")
    void bytesReadAsValue(String hex, @Nullable Object value) throws IOException {
        Object read = read(hex, Object.class);
        assertThat(read).isEqualTo(value);
        if (value != null && !(value instanceof Map) && !(value instanceof List)) {
            assertThat(read).hasSameClassAs(value);
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void valueIsWrittenAsBytes(String hex, @Nullable Object value) throws IOException {
        assertThat(write(value)).isEqualTo(hex);
    }

    @Test
    void enumsAreWrittenByName() throws IOException {
        assertThat(write(DayOfWeek.MONDAY)).isEqualTo("a64d4f4e444159");
    }

    @Test
    void decimalsLoseNothing() throws IOException {
        assertThat(number(new BigDecimal("1.5"))).isEqualTo("cb3ff8000000000000");
        assertThat(number(new BigDecimal("1.50"))).isEqualTo("cb3ff8000000000000");
        assertThat(number(new BigDecimal("0.12345678901234567890")))
                .isEqualTo(write("0.12345678901234567890"));
        assertThat(number(new BigDecimal("1e400"))).isEqualTo(write("1E+400"));
        assertThat(write(BigInteger.TWO.pow(64))).isEqualTo(write("18446744073709551616"));
    }

    @Test
    void loneSurrogateBecomesAQuestionMark() throws IOException {
        assertThat(write("a\ud83d")).isEqualTo("a2613f");
    }

    @ParameterizedTest
    @CsvSource({
        "d40978, 9, 78",
        "c7000a, 10, ''",
        "d4ff00, -1, 00",
        "c70cffffffffff7fffffffffffffff, -1, ffffffff7fffffffffffffff",
    })
    void otherExtensionsComeAsTheyAre(String hex, byte type, String data) throws IOException {
        assertThat(read(hex, Object.class))
                .usingRecursiveComparison()
                .isEqualTo(new MessagePackExtension(type, HexFormat.of().parseHex(data)));
        try (MessagePackParser parser = parser(hex)) {
            parser.nextToken();
            MessagePackBuffer output = new MessagePackBuffer();
            try (MessagePackGenerator generator = new MessagePackGenerator(output)) {
                generator.writeEmbeddedObject(parser.getEmbeddedObject());
            }
            assertThat(bytesOf(output)).isEqualTo(hex);
        }
    }

    @Test
    void wholeNumbersServeAsDoublesAndBinaryMayBeText() throws IOException {
        assertThat(read("07", double.class)).isEqualTo(7.0);
        assertThat(read("ca3fc00000", double.class)).isEqualTo(1.5);
        assertThat(read("c403000102", byte[].class)).isEqualTo(new byte[] {0, 1, 2});
        assertThat(read("a4414145" + "43", byte[].class)).isEqualTo(new byte[] {0, 1, 2});
    }

    @ParameterizedTest
    @CsvSource({"cf8000000000000000", "cb43e0000000000000", "cb7ff8000000000000"})
    void numbersThatDoNotFitAreRefused(String hex) throws IOException {
        try (MessagePackParser parser = parser(hex)) {
            parser.nextToken();
            assertThatThrownBy(parser::getIntValue).isInstanceOf(InputCoercionException.class);
            assertThatThrownBy(parser::getLongValue).isInstanceOf(InputCoercionException.class);
            assertThat(parser.isMalformed()).isFalse();
        }
    }

    @Test
    void embeddedObjectsAreNotTakenForText() throws IOException {
        try (MessagePackParser parser = parser("92c4017aa17a")) {
            parser.nextToken();
            parser.nextToken();
            assertThat(parser.getValueAsString()).isNull();
            parser.nextToken();
            assertThat(parser.getValueAsString()).isEqualTo("z");
        }
    }

    @Test
    void keysThatAreScalarsComeAsText() throws IOException {
        assertThat(read("8401a161" + "cfffffffffffffffffc0" + "c3c2" + "a16b07", Object.class))
                .hasToString("{1=a, 18446744073709551615=null, true=false, k=7}");
    }

    @Test
    void parserTellsWhereItIs() throws IOException {
        try (MessagePackParser parser = parser("81a16192a17881a17907")) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            assertThat(parser.nextFieldName()).isEqualTo("a");
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            assertThat(parser.currentName()).isEqualTo("a");
            assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_STRING);
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            parser.skipChildren();
            assertThat(parser.currentToken()).isEqualTo(JsonToken.END_OBJECT);
            assertThat(parser.nextToken()).isEqualTo(JsonToken.END_ARRAY);
            assertThat(parser.nextToken()).isEqualTo(JsonToken.END_OBJECT);
            assertThat(parser.nextToken()).isNull();
        }
    }

    private @Nullable Object read(String hex, Class<?> type) throws IOException {
        try (MessagePackParser parser = parser(hex)) {
            parser.nextToken();
            Object value = codec.read(parser, type);
            assertThat(parser.nextToken()).isNull();
            return value;
        }
    }

    private static MessagePackParser parser(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return new MessagePackParser(bytes, 0, bytes.length, 64);
    }

    private String write(@Nullable Object value) throws IOException {
        MessagePackBuffer output = new MessagePackBuffer();
        try (MessagePackGenerator generator = new MessagePackGenerator(output)) {
            codec.write(generator, value);
        }
        return bytesOf(output);
    }

    private static String number(BigDecimal value) throws IOException {
        MessagePackBuffer output = new MessagePackBuffer();
        try (MessagePackGenerator generator = new MessagePackGenerator(output)) {
            generator.writeNumber(value);
        }
        return bytesOf(output);
    }

    private static String bytesOf(MessagePackBuffer output) {
        byte[] frame = output.toFrame();
        int prefix = 1;
        while (frame[prefix - 1] < 0) {
            prefix++;
        }
        return HexFormat.of().formatHex(frame, prefix, frame.length);
    }
}
