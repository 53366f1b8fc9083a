package im.conduit.signalr.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeProtocolTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'protocol':'json','version':1}|json|1",
                "{'version':2,'protocol':'JSON'}|JSON|2",
                "` {\t'version' : 1 ,\n 'protocol' : 'json' } `|json|1",
                "{'x':[[]],'protocol':'json','y':{'a':[1,{'b':null}]},'version':-1}|json|-1",
                "{'protocol':'json ','version':2147483647}|json |2147483647",
                "{'protocol':'','version':0}|``|0",
            })
    void requestIsRead(String record, String protocol, int version) {
        assertThat(read(record + "\u001e"))
                .isEqualTo(
                        new HandshakeReading.Request(
                                record.contains("json ") ? "json " : protocol, version));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'protocol':'json','version':'1'}|InvalidDataException: Expected 'version' to be of type Number.",
                "{'protocol':'json','version':true}|InvalidDataException: Expected 'version' to be of type Number.",
                "{'protocol':'json','version':1.0}|FormatException: Either the JSON value is not in a supported format, or is out of bounds for an Int32.",
                "{'protocol':'json','version':2147483648}|FormatException: Either the JSON value is not in a supported format, or is out of bounds for an Int32.",
                "{'protocol':'json','version':null}|InvalidDataException: Missing required property 'version'. Message content: {#protocol#:#json#,#version#:null}",
                "{'version':1}|InvalidDataException: Missing required property 'protocol'. Message content: {#version#:1}",
                "{}|InvalidDataException: Missing required property 'protocol'. Message content: {}",
                "{'protocol':1,'version':1}|InvalidDataException: Expected 'protocol' to be of type String.",
                "{'protocol':null,'version':1}|InvalidDataException: Expected 'protocol' to be of type String.",
                "{'protocol':[],'version':1}|InvalidDataException: Expected 'protocol' to be of type String.",
                "[]|InvalidDataException: Unexpected JSON Token Type 'Array'. Expected a JSON Object.",
                "'json'|InvalidDataException: Unexpected JSON Token Type 'String'. Expected a JSON Object.",
                "1|InvalidDataException: Unexpected JSON Token Type 'Number'. Expected a JSON Object.",
                "nonsense|InvalidDataException: Error reading JSON.",
                "{|InvalidDataException: Error reading JSON.",
                "{'protocol':'json','version':1|InvalidDataException: Error reading JSON.",
                "{'protocol':'json','version':1,}|InvalidDataException: Error reading JSON.",
                "``|InvalidDataException: Error reading JSON.",
                "\ufeff{'protocol':'json','version':1}|InvalidDataException: Error reading JSON.",
            })
    void otherRecordsAreNoRequest(String record, String reason) {
        assertThat(read(record + "\u001e"))
                .isInstanceOfSatisfying(
                        HandshakeReading.Malformed.class,
                        malformed ->
                                assertThat(
                                                malformed.cause().clientName()
                                                        + ": "
                                                        + malformed.cause().getMessage())
                                        .isEqualTo(reason.replace('#', '"')));
    }

    @Test
    void firstMessagesStayInTheBuffer() {
        ByteBuffer input = bytes("{'protocol':'json','version':1}\u001e{'type':6}\u001e");
        assertThat(HandshakeProtocol.read(input, 100))
                .isEqualTo(new HandshakeReading.Request("json", 1));
        assertThat(UTF_8.decode(input).toString()).isEqualTo("{\"type\":6}\u001e");
    }

    @Test
    void unfinishedRequestIsWaitedForUpToTheLimit() {
        ByteBuffer input = bytes("{'proto");
        assertThat(HandshakeProtocol.read(input, 7)).isEqualTo(new HandshakeReading.Incomplete());
        assertThat(input.position()).isZero();
        assertThat(HandshakeProtocol.read(input, 6)).isEqualTo(new HandshakeReading.TooLong());
        assertThat(HandshakeProtocol.read(bytes("{'protocol':'json','version':1}\u001e"), 31))
                .isEqualTo(new HandshakeReading.TooLong());
    }

    @Test
    void answerIsARecord() {
        assertThat(HandshakeProtocol.answer(null)).asString(UTF_8).isEqualTo("{}\u001e");
        assertThat(
                        HandshakeProtocol.answer(
                                "The protocol '<a href=\"x\">ü\n\u0000' is not supported."))
                .asString(UTF_8)
                .isEqualTo(
                        "{\"error\":\"The protocol '<a href=\\\"x\\\">ü\\n\\u0000' is not"
                                + " supported.\"}\u001e");
    }

    private static HandshakeReading read(String text) {
        return HandshakeProtocol.read(bytes(text), 32 * 1024);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.replace('\'', '"').getBytes(UTF_8));
    }
}
