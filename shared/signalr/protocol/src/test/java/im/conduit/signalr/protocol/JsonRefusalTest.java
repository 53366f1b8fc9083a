package im.conduit.signalr.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Records that end the connection, and values that fail alone.
class JsonRefusalTest {

    private final HubProtocol json = new JsonHubProtocol(new SmallCodec(), ProtocolLimits.DEFAULT);

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

    private HubMessage one(String record) {
        List<HubMessage> messages = all(record + "\u001e");
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    private List<HubMessage> all(String... records) {
        return SampleMessages.parseAll(json, bytes(String.join("", records)));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}
