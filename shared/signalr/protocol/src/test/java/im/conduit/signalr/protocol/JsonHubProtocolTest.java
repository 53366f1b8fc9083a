package im.conduit.signalr.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonHubProtocolTest {

    private final HubProtocol json = new JsonHubProtocol(new SmallCodec(), ProtocolLimits.DEFAULT);

    /// Records and messages, equal in both directions.
    static Stream<Arguments> records() {
        return Stream.of(
                arguments("{'type':1,'target':'Echo','arguments':['hello']}", SampleMessages.ECHO),
                arguments(
                        "{'type':1,'headers':{'a':'b'},'invocationId':'1','target':'Echo','arguments':['x'],'streamIds':['s','t']}",
                        SampleMessages.WITH_EVERYTHING),
                arguments(
                        "{'type':1,'invocationId':'1','target':'Nothing','arguments':[]}",
                        SampleMessages.NOTHING),
                arguments(
                        "{'type':1,'invocationId':'1','target':'Echo','arguments':[null]}",
                        SampleMessages.ECHO_NULL),
                arguments("{'type':2,'invocationId':'up','item':7}", SampleMessages.ITEM),
                arguments(
                        "{'type':3,'headers':{'a':'b'},'invocationId':'s1','result':42}",
                        SampleMessages.RESULT),
                arguments(
                        "{'type':3,'invocationId':'other','result':null}",
                        SampleMessages.NULL_RESULT),
                arguments(
                        "{'type':3,'invocationId':'1','error':'it broke'}", SampleMessages.FAILED),
                arguments("{'type':3,'invocationId':'1'}", SampleMessages.EMPTY),
                arguments(
                        "{'type':4,'invocationId':'1','target':'Add','arguments':[1,2]}",
                        SampleMessages.STREAM),
                arguments("{'type':5,'invocationId':'1'}", SampleMessages.CANCEL),
                arguments("{'type':6}", SampleMessages.PING),
                arguments("{'type':7}", SampleMessages.CLOSE),
                arguments(
                        "{'type':7,'error':'gone','allowReconnect':true}",
                        SampleMessages.CLOSE_WITH_ERROR),
                arguments("{'type':8,'sequenceId':5}", SampleMessages.ACK),
                arguments("{'type':9,'sequenceId':9007199254740993}", SampleMessages.SEQUENCE));
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordReadsAsMessage(String record, HubMessage message) {
        assertSame(one(quoted(record)), message);
    }

    @ParameterizedTest
    @MethodSource("records")
    void messageIsWrittenAsRecord(String record, HubMessage message) {
        assertThat(new String(json.write(message), UTF_8)).isEqualTo(quoted(record) + "\u001e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " \t\r\n{ \"type\" : 1 , \"invocationId\" : \"1\" ,\r\n\"target\" : \"Echo\" , \"arguments\" : [ \"hello\" ] } \n",
                "{\"type\":1,\"extra\":1,\"invocationId\":\"1\",\"more\":{\"type\":7,\"a\":[{\"b\":[]}]},\"target\":\"Echo\",\"last\":[1,\"2\",null,true,1.5e3],\"arguments\":[\"hello\"]}",
                "{\"\\u0074ype\":1,\"invocationId\":\"1\",\"t\\u0061rget\":\"Ech\\u006f\",\"arguments\":[\"hello\"]}",
                "{\"type\":6,\"type\":1,\"invocationId\":\"0\",\"invocationId\":\"1\",\"target\":\"Nothing\",\"target\":\"Echo\",\"arguments\":[\"hello\"]}",
                "{\"arguments\":[\"hello\"],\"target\":\"Echo\",\"invocationId\":\"1\",\"type\":1}",
                "{\"type\":1,\"target\":\"Nothing\",\"arguments\":[\"hello\"],\"invocationId\":\"1\",\"target\":\"Echo\"}",
                "{\"type\":1,\"target\":\"Add\",\"arguments\":[\"hello\"],\"invocationId\":\"1\",\"target\":\"Echo\"}",
                "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Echo\",\"arguments\":[\"a\",\"b\"],\"arguments\":[\"hello\"],\"item\":{},\"result\":[]}",
                "{\"invocationId\":\"1\",\"item\":\"?\",\"result\":\"?\",\"type\":1,\"target\":\"Echo\",\"arguments\":[\"hello\"]}",
                "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Echo\",\"arguments\":[\"hello\"]} trailing text",
                "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Echo\",\"arguments\":[\"hello\"]}{\"type\":7}",
            })
    void recordsReadAsTheSameInvocation(String record) {
        assertSame(one(record), SampleMessages.invocation("1", "Echo", "hello"));
    }

    @Test
    void unknownTypesAreSkipped() {
        assertThat(
                        all(
                                "{\"type\":99,\"arguments\":[1]}\u001e{\"type\":0}\u001e",
                                "{\"type\":-1}\u001e{\"type\":6}\u001e{\"type\":10}\u001e"))
                .containsExactly(new HubMessage.Ping());
    }

    @Test
    void emptyInvocationIdMeansThatNobodyWaits() {
        assertSame(
                one("{\"type\":1,\"invocationId\":\"\",\"target\":\"Nothing\",\"arguments\":[]}"),
                SampleMessages.invocation(null, "Nothing"));
    }

    @ParameterizedTest
    @CsvSource({"62, true", "63, false", "70, false"})
    void depthCountsTheRecordItself(int arrays, boolean fits) {
        String nested = "[".repeat(arrays) + "]".repeat(arrays);
        String record =
                "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Any\",\"arguments\":["
                        + nested
                        + "]}";
        if (fits) {
            assertThat(one(record)).isInstanceOf(HubMessage.Invocation.class);
        } else {
            assertThatThrownBy(() -> one(record)).hasMessage("Error reading JSON.");
        }
    }

    @Test
    void recordsMayComeInPieces() {
        byte[] bytes = "{\"type\":6}\u001e{\"type\":7}\u001e".getBytes(UTF_8);
        ByteBuffer input = ByteBuffer.wrap(bytes, 0, 5);
        assertThat(json.parse(input, new SmallHub())).isNull();
        assertThat(input.position()).isZero();
        input.limit(14);
        assertThat(json.parse(input, new SmallHub())).isEqualTo(new HubMessage.Ping());
        assertThat(json.parse(input, new SmallHub())).isNull();
        assertThat(input.position()).isEqualTo(11);
        input.limit(bytes.length);
        assertThat(json.parse(input, new SmallHub())).isEqualTo(new HubMessage.Close(null, false));
        assertThat(input.hasRemaining()).isFalse();
    }

    @Test
    void buffersOfEveryKindAreRead() {
        byte[] bytes = "xx{\"type\":6}\u001e".getBytes(UTF_8);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().position(2);
        assertThat(json.parse(direct, new SmallHub())).isEqualTo(new HubMessage.Ping());
        ByteBuffer slice = ByteBuffer.wrap(bytes).position(2).slice();
        assertThat(json.parse(slice.asReadOnlyBuffer(), new SmallHub()))
                .isEqualTo(new HubMessage.Ping());
        assertThat(json.parse(slice, new SmallHub())).isEqualTo(new HubMessage.Ping());
    }

    @Test
    void limitCountsTheSeparator() {
        ProtocolLimits limits = ProtocolLimits.DEFAULT.withMaxMessageBytes(11);
        HubProtocol limited = new JsonHubProtocol(new SmallCodec(), limits);
        assertThat(limited.parse(bytes("{\"type\":6}\u001e"), new SmallHub()))
                .isEqualTo(new HubMessage.Ping());
        assertThat(limited.parse(bytes("{\"type\":6} "), new SmallHub())).isNull();
        for (String record : List.of("{\"type\":6} \u001e", "{\"type\":6}  ")) {
            assertThatThrownBy(() -> limited.parse(bytes(record), new SmallHub()))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessage(
                            "The maximum message size of 11B was exceeded. The message size can be"
                                    + " configured in AddHubOptions.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "\\u00e9<>&'+/ \\u00e9<>&'+/",
                "\\u65e5\\u672c \\u65e5\\u672c",
                "\\\"\\\\ \\\"\\\\",
                "\\b\\f\\n\\r\\t \\b\\f\\n\\r\\t",
                "\\u001e\\u0000 \\u001E\\u0000",
                "\\u007f\\u0080\\u2028\\ufeff \\u007F\\u0080\\u2028\\uFEFF",
                "\\ud83d\\ude42 \\uD83D\\uDE42",
                "\\ud83d \\uD83D",
            })
    void textIsEscapedAsDotNetDoes(String literal, String written) {
        // Beyond ASCII only what .NET escapes stays escaped.
        HubMessage.Invocation echo =
                (HubMessage.Invocation)
                        one("{\"type\":1,\"target\":\"Echo\",\"arguments\":[\"" + literal + "\"]}");
        String expected =
                written.replace("\\u00e9", "é").replace("\\u65e5", "日").replace("\\u672c", "本");
        assertThat(new String(json.write(echo), UTF_8)).contains("[\"" + expected + "\"]");
    }

    @Test
    void separatorIsFoundWhereverItStands() {
        for (int length = 1; length < 40; length++) {
            for (int at = 0; at < length; at++) {
                byte[] bytes = new byte[length];
                Arrays.fill(bytes, (byte) (at % 2 == 0 ? 0x1F : 0x9E));
                bytes[at] = RecordFraming.SEPARATOR;
                ByteBuffer input = ByteBuffer.wrap(bytes);
                assertThat(RecordFraming.lengthOfFirst(input, length)).isEqualTo(at + 1);
                assertThat(RecordFraming.lengthOfFirst(input, at)).isEqualTo(-1);
            }
        }
    }

    @Test
    void valueThatCannotBeWrittenLeavesTheProtocolUsable() {
        HubProtocol packed = new MessagePackHubProtocol(new SmallCodec(), ProtocolLimits.DEFAULT);
        for (HubProtocol protocol : List.of(json, packed)) {
            HubMessage bad = SampleMessages.invocation("1", "Any", "fine", List.of(new Object()));
            assertThatThrownBy(() -> protocol.write(bad))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot write a java.lang.Object");
            byte[] written = protocol.write(SampleMessages.ECHO);
            assertSame(
                    SampleMessages.parseAll(protocol, ByteBuffer.wrap(written)).getFirst(),
                    SampleMessages.ECHO);
        }
    }

    @Test
    void versionsUpToTwoAreSpoken() {
        assertThat(json.supports(-1)).isTrue();
        assertThat(json.supports(2)).isTrue();
        assertThat(json.supports(3)).isFalse();
    }

    private HubMessage one(String record) {
        List<HubMessage> messages = all(record + "\u001e");
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    private List<HubMessage> all(String... records) {
        return SampleMessages.parseAll(json, bytes(String.join("", records)));
    }

    private static void assertSame(HubMessage actual, HubMessage expected) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
        assertThat(actual).hasSameClassAs(expected);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}
