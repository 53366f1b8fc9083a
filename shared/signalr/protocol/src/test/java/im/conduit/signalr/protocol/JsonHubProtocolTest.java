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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Type':1,'invocationId':'1','target':'Echo','arguments':['x']}|Missing required property 'type'.",
                "{'type':1,'invocationId':'1','Target':'Echo','arguments':['x']}|Missing required property 'target'.",
                "{'type':1,'invocationId':'1','arguments':[]}|Missing required property 'target'.",
                "{'type':1,'invocationId':'1','target':null,'arguments':[]}|Expected 'target' to be of type String.",
                "{'type':1,'invocationId':'1','target':'Nothing'}|Missing required property 'arguments'.",
                "{'type':1,'invocationId':'1','target':'Nothing','arguments':null}|Expected 'arguments' to be of type Array.",
                "{'type':1,'invocationId':'1','target':'Echo','arguments':{'0':'x'}}|Expected 'arguments' to be of type Array.",
                "{'type':1,'invocationId':null,'target':'Echo','arguments':['x']}|Expected 'invocationId' to be of type String.",
                "{'type':1,'invocationId':1,'target':'Echo','arguments':['x']}|Expected 'invocationId' to be of type String.",
                "{'type':1,'headers':[],'target':'Echo','arguments':['x']}|Expected 'headers' to be of type StartObject.",
                "{'type':1,'headers':null,'target':'Echo','arguments':['x']}|Expected 'headers' to be of type StartObject.",
                "{'type':1,'headers':{'a':1},'target':'Echo','arguments':['x']}|Expected header 'a' to be of type String.",
                "{'type':1,'target':'Echo','arguments':['x'],'streamIds':null}|Expected 'streamIds' to be of type Array.",
                "{'type':1,'target':'Echo','arguments':['x'],'streamIds':[1]}|Expected every element of 'streamIds' to be of type String.",
                "{'type':'1'}|Expected 'type' to be of type Number.",
                "{'type':null}|Expected 'type' to be of type Number.",
                "{'type':2,'invocationId':'up'}|Missing required property 'item'.",
                "{'type':2,'item':1}|Missing required property 'invocationId'.",
                "{'type':3,'result':1}|Missing required property 'invocationId'.",
                "{'type':3,'invocationId':''}|Missing required property 'invocationId'.",
                "{'type':3,'invocationId':'1','result':1,'error':'x'}|The 'error' and 'result' properties are mutually exclusive.",
                "{'type':4,'invocationId':'','target':'Echo','arguments':['x']}|Missing required property 'invocationId'.",
                "{'type':5}|Missing required property 'invocationId'.",
                "{'type':7,'allowReconnect':1}|Expected 'allowReconnect' to be true or false.",
                "{'type':8}|Missing required property 'sequenceId'.",
                "[]|Unexpected JSON Token Type 'Array'. Expected a JSON Object.",
                "null|Unexpected JSON Token Type 'Null'. Expected a JSON Object.",
                "{'type':1,'target':'Echo','arguments':['x']|Error reading JSON.",
                "{'type':1,'target':'Echo','arguments':['x'|Error reading JSON.",
                "{'type':1,'target':'Echo','arguments':[nul]}|Error reading JSON.",
                "{'type':1,'target':'Echo','arguments':['a\u0001b']}|Error reading JSON.",
                "{'type':1,'target':'NoSuchMethod','arguments':[{'a':]}|Error reading JSON.",
                "{'type':1,}|Error reading JSON.",
                "{'type':6,/*c*/'x':1}|Error reading JSON.",
                "{]|Error reading JSON.",
                "nonsense|Error reading JSON.",
                "``|Error reading JSON.",
                "` `|Error reading JSON.",
                "\ufeff{'type':6}|Error reading JSON.",
            })
    void brokenRecordIsRefused(String record, String reason) {
        assertThatThrownBy(() -> one(quoted(record)))
                .isInstanceOf(ProtocolException.class)
                .hasMessage(reason.replace('"', '\''))
                .extracting(e -> ((ProtocolException) e).clientName())
                .isEqualTo("InvalidDataException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1.0", "1e0", "2147483648"})
    void typeOutsideOfInt32IsRefused(String type) {
        assertThatThrownBy(() -> one("{\"type\":" + type + "}"))
                .isInstanceOf(ProtocolException.class)
                .hasMessage(
                        "Either the JSON value is not in a supported format, or is out of bounds"
                                + " for an Int32.")
                .extracting(e -> ((ProtocolException) e).clientName())
                .isEqualTo("FormatException");
    }

    @Test
    void utf16IsNotGuessed() {
        assertThatThrownBy(
                        () ->
                                json.parse(
                                        ByteBuffer.wrap(
                                                "{\"type\":6}\u001e"
                                                        .getBytes(
                                                                java.nio.charset.StandardCharsets
                                                                        .UTF_16LE)),
                                        new SmallHub()))
                .isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Echo|[1]|Error binding arguments. Make sure that the types of the provided values match the types of the hub method being invoked.",
                "Echo|[{'not':['text']}]|Error binding arguments. Make sure that the types of the provided values match the types of the hub method being invoked.",
                "Echo|['x',]|Error binding arguments. Make sure that the types of the provided values match the types of the hub method being invoked.",
                "Add|[null,1]|Error binding arguments. Make sure that the types of the provided values match the types of the hub method being invoked.",
                "Echo|[]|Invocation provides 0 argument(s) but target expects 1.",
                "Echo|['a',{'b':[]}]|Invocation provides 2 argument(s) but target expects 1.",
                "NoSuchMethod|[{'a':[1]},null,'x']|Method does not exist.",
                "``|[]|Method does not exist.",
            })
    void argumentsThatDoNotBindAreAFailureOfThatCallAlone(
            String target, String values, String reason) {
        String members = "'invocationId':'1','target':'" + target + "'";
        List<HubMessage> messages =
                all(
                        quoted("{'type':1," + members + ",'arguments':" + values + "}\u001e"),
                        quoted("{'arguments':" + values + ",'type':1," + members + "}\u001e")
                                .replace("\"x\",]", "\"x\"]"),
                        "{\"type\":6}\u001e");
        assertThat(messages.getFirst())
                .isInstanceOfSatisfying(
                        HubMessage.InvocationBindingFailure.class,
                        failure -> {
                            assertThat(failure.invocationId()).isEqualTo("1");
                            assertThat(failure.target()).isEqualTo(target);
                            assertThat(failure.cause()).hasMessage(reason);
                        });
        assertThat(messages.getLast()).isEqualTo(new HubMessage.Ping());
    }

    @Test
    void itemThatDoesNotBindFailsItsStream() {
        assertThat(one("{\"type\":2,\"invocationId\":\"up\",\"item\":{\"a\":[1]}}"))
                .isInstanceOfSatisfying(
                        HubMessage.StreamBindingFailure.class,
                        failure -> {
                            assertThat(failure.streamId()).isEqualTo("up");
                            assertThat(failure.cause()).hasMessage("cannot be read as int");
                        });
        assertThat(one("{\"item\":1,\"type\":2,\"invocationId\":\"nobody\"}"))
                .isInstanceOf(HubMessage.StreamBindingFailure.class);
    }

    @Test
    void resultThatDoesNotBindFailsItsCall() {
        assertThat(one("{\"type\":3,\"result\":\"x\",\"invocationId\":\"s1\"}"))
                .isInstanceOfSatisfying(
                        HubMessage.CompletionBindingFailure.class,
                        failure -> {
                            assertThat(failure.invocationId()).isEqualTo("s1");
                            assertThat(failure.cause())
                                    .hasMessage(
                                            "Error trying to deserialize result to int. cannot be"
                                                    + " read as int");
                        });
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
