package im.conduit.signalr.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import im.conduit.signalr.protocol.HubMessage.Outcome;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePackHubProtocolTest {

    private final HubProtocol packed =
            new MessagePackHubProtocol(new SmallCodec(), ProtocolLimits.DEFAULT);

    /// Frames and messages, equal in both directions.
    static Stream<Arguments> frames() {
        return Stream.of(
                arguments("11 960180c0a44563686f91a568656c6c6f90", SampleMessages.ECHO),
                arguments(
                        "16 960181a161a162a131a44563686f91a17892a173a174",
                        SampleMessages.WITH_EVERYTHING),
                arguments("0f 960180a131a74e6f7468696e679090", SampleMessages.NOTHING),
                arguments("0d 960180a131a44563686f91c090", SampleMessages.ECHO_NULL),
                arguments("07 940280a2757007", SampleMessages.ITEM),
                arguments("0c 950381a161a162a27331032a", SampleMessages.RESULT),
                arguments("0b 950380a56f7468657203c0", SampleMessages.NULL_RESULT),
                arguments("0f 950380a13101a869742062726f6b65", SampleMessages.FAILED),
                arguments("06 940380a13102", SampleMessages.EMPTY),
                arguments("0d 960480a131a341646492010290", SampleMessages.STREAM),
                arguments("05 930580a131", SampleMessages.CANCEL),
                arguments("02 9106", SampleMessages.PING),
                arguments("04 9307c0c2", SampleMessages.CLOSE),
                arguments("08 9307a4676f6e65c3", SampleMessages.CLOSE_WITH_ERROR),
                arguments("03 920805", SampleMessages.ACK),
                arguments("0b 9209cf0020000000000001", SampleMessages.SEQUENCE),
                arguments(
                        "8f01 960180c0a44563686f91d982" + "78".repeat(130) + "90",
                        SampleMessages.invocation(null, "Echo", "x".repeat(130))));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void frameReadsAsMessage(String frame, HubMessage message) {
        assertSame(one(bytes(frame)), message);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void messageIsWrittenAsFrame(String frame, HubMessage message) {
        assertThat(HexFormat.of().formatHex(packed.write(message)))
                .isEqualTo(frame.replace(" ", ""));
    }

    static Stream<Arguments> lenientFrames() {
        HubMessage echo = SampleMessages.invocation("1", "Echo", "hello");
        return Stream.of(
                arguments("five items", "950180a131a44563686f91a568656c6c6f", echo),
                arguments("an item too many", "970180a131a44563686f91a568656c6c6f9081a178c0", echo),
                arguments("nil stream ids", "960180a131a44563686f91a568656c6c6fc0", echo),
                arguments("nil headers", "9601c0a131a44563686f91a568656c6c6f90", echo),
                arguments(
                        "wide heads",
                        "dc000601de0000d90131da00044563686fdd00000001db0000000568656c6c6fdc0000",
                        echo),
                arguments(
                        "wide type",
                        "96d30000000000000001" + "80a131a44563686f91a568656c6c6f90",
                        echo),
                arguments(
                        "empty id",
                        "960180a0a44563686f91a568656c6c6f90",
                        SampleMessages.invocation(null, "Echo", "hello")),
                arguments("short close", "9207c0", SampleMessages.CLOSE),
                arguments("long ping", "920601", SampleMessages.PING),
                arguments(
                        "result of no call", "950380a56f7468657203c0", SampleMessages.NULL_RESULT),
                arguments(
                        "anything as result of no call",
                        "950380a56f746865720381a16192" + "01d4057882" + "ca3fc00000c0" + "c0c4017a",
                        SampleMessages.NULL_RESULT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lenientFrames")
    void otherShapesAreTaken(String name, String body, HubMessage message) {
        assertSame(one(framed(body)), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02", "8200", "828000", "82808000", "8280808000"})
    void prefixMayBeWrittenLong(String prefix) {
        assertThat(one(bytes(prefix + "9106"))).isEqualTo(SampleMessages.PING);
    }

    @ParameterizedTest
    @CsvSource({
        "01, Reading 'message' as array length failed.",
        "80, Reading 'message' as array length failed.",
        "c0, Reading 'message' as array length failed.",
        "a178, Reading 'message' as array length failed.",
        "90, Reading 'type' as integer failed.",
        "91c0, Reading 'type' as integer failed.",
        "91a131, Reading 'type' as integer failed.",
        "c1, Error reading MessagePack.",
        "'', Error reading MessagePack.",
        "91, Error reading MessagePack.",
        "960180a131c09090, Missing required property 'target'.",
        "960180a131a09090, Missing required property 'target'.",
        "930180a131, Reading 'target' as String failed.",
        "960180a131a44563686fc090, Reading 'arguments' as array length failed.",
        "960180a131a44563686f91a17891c0, Reading 'streamIds' as String failed.",
        "96018181a161a161a131a44563686f9090, Error reading MessagePack.",
        "960181a16101a131a44563686f9090, Reading 'header a' as String failed.",
        "96019080a131a44563686f9090, Reading 'headers' as map length failed.",
        "960180a131a44563686f91a5686590, Error reading MessagePack.",
        "960180a131a44563686f91c1, Error reading MessagePack.",
        "960180a131a44563686fdd7fffffff, Error reading MessagePack.",
        "960180a131a5427974657391c67fffffff, Error reading MessagePack.",
        "960180a131a5427974657391c97fffffff05, Error reading MessagePack.",
        "960180a131a44563686f91db7fffffff, Error reading MessagePack.",
        "960180a131a3416e7991df7fffffff, Error reading MessagePack.",
        "940280c001, Missing required property 'invocationId'.",
        "930280a27570, Missing required property 'item'.",
        "940380a002, Missing required property 'invocationId'.",
        "960480c0a44563686f91a17890, Missing required property 'invocationId'.",
        "930580c0, Missing required property 'invocationId'.",
        "950380a13104a178, Invalid invocation result kind.",
        "950380a13100a178, Invalid invocation result kind.",
        "930380a131, Reading 'resultKind' as integer failed.",
        "940380a13103, Missing required property 'result'.",
        "950380a13101c0, Reading 'error' as String failed.",
        "9307c001, Reading 'allowReconnect' as Boolean failed.",
        "9108, Reading 'sequenceId' as integer failed.",
    })
    void brokenFrameIsRefused(String body, String reason) {
        assertThatThrownBy(() -> one(framed(body)))
                .isInstanceOf(ProtocolException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffff08", "ffffffffff", "808080808001"})
    void lengthOverTwoGigabytesIsRefused(String prefix) {
        assertThatThrownBy(() -> one(bytes(prefix)))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("Messages over 2GB in size are not supported.");
    }

    @Test
    void announcedLengthIsOnlyWaitedFor() {
        ByteBuffer input = bytes("ffffffff07");
        assertThat(packed.parse(input, new SmallHub())).isNull();
        assertThat(input.position()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "960180a131a3416464920101, 90, ''",
        "960180a131a341646492a17801, 90, Error binding arguments.",
        "960180a131a341646492c001, 90, Error binding arguments.",
        "960180a131a341646492 81a16101 01, 90, Error binding arguments.",
        "960180a131a3416464 91 01, 90, Invocation provides 1 argument(s) but target expects 2.",
        "960180a131a3416464 93 01 01 81c001, 90, Invocation provides 3 argument(s) but target expects 2.",
        "960180a131a26e6f 91 a178, 90, Method does not exist.",
        "960180a131a44563686f 91 c403627974, 90, Error binding arguments.",
        "960180a131a3416e79 91 81cb3ff800000000000001, 90, Error binding arguments.",
    })
    void argumentsThatDoNotBindAreAFailureOfThatCallAlone(String start, String end, String reason) {
        HubMessage message = one(framed(start + end));
        if (reason.isEmpty()) {
            assertThat(message).isInstanceOf(HubMessage.Invocation.class);
            return;
        }
        assertThat(message)
                .isInstanceOfSatisfying(
                        HubMessage.InvocationBindingFailure.class,
                        failure -> {
                            assertThat(failure.invocationId()).isEqualTo("1");
                            assertThat(failure.cause()).hasMessageStartingWith(reason);
                        });
    }

    @Test
    void itemAndResultThatDoNotBindFailAlone() {
        assertThat(one(framed("940280a27570a178")))
                .isInstanceOfSatisfying(
                        HubMessage.StreamBindingFailure.class,
                        failure -> assertThat(failure.streamId()).isEqualTo("up"));
        assertThat(one(framed("950380a2733103a178")))
                .isInstanceOfSatisfying(
                        HubMessage.CompletionBindingFailure.class,
                        failure ->
                                assertThat(failure.cause())
                                        .hasMessageStartingWith(
                                                "Error trying to deserialize result to int."));
    }

    @Test
    void unknownTypesAreSkipped() {
        byte[] frames =
                HexFormat.of().parseHex("029163" + "03920080" + "0291ff" + "029106" + "02910a");
        assertThat(SampleMessages.parseAll(packed, ByteBuffer.wrap(frames)))
                .containsExactly(SampleMessages.PING);
    }

    @ParameterizedTest
    @CsvSource({"62, true", "63, false", "20000, false"})
    void depthCountsTheMessageItself(int arrays, boolean fits) {
        String body = "960180a131a3416e7991" + "91".repeat(arrays - 1) + "9090";
        if (fits) {
            assertThat(one(framed(body))).isInstanceOf(HubMessage.Invocation.class);
        } else {
            assertThatThrownBy(() -> one(framed(body))).hasMessage("Error reading MessagePack.");
        }
    }

    @Test
    void limitCountsThePrefix() {
        ProtocolLimits limits = ProtocolLimits.DEFAULT.withMaxMessageBytes(3);
        HubProtocol limited = new MessagePackHubProtocol(new SmallCodec(), limits);
        assertThat(limited.parse(bytes("029106"), new SmallHub())).isEqualTo(SampleMessages.PING);
        assertThat(limited.parse(bytes("039206"), new SmallHub())).isNull();
        for (String frame : List.of("03920601", "05920601")) {
            assertThatThrownBy(() -> limited.parse(bytes(frame), new SmallHub()))
                    .hasMessage(
                            "The maximum message size of 3B was exceeded. The message size can be"
                                    + " configured in AddHubOptions.");
        }
    }

    @Test
    void framesMayComeInPiecesAndInEveryKindOfBuffer() {
        byte[] bytes = HexFormat.of().parseHex("0000" + "029106" + "049307c0c2");
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).position(2).limit(4);
        assertThat(packed.parse(direct, new SmallHub())).isNull();
        assertThat(direct.position()).isEqualTo(2);
        direct.limit(6);
        assertThat(packed.parse(direct, new SmallHub())).isEqualTo(SampleMessages.PING);
        assertThat(packed.parse(direct, new SmallHub())).isNull();
        direct.limit(bytes.length);
        assertThat(packed.parse(direct, new SmallHub())).isEqualTo(SampleMessages.CLOSE);
        ByteBuffer slice = ByteBuffer.wrap(bytes).position(2).slice();
        assertThat(SampleMessages.parseAll(packed, slice)).hasSize(2);
    }

    @Test
    void voidAndNullAreToldApart() {
        assertThat(one(framed("940380a13102")))
                .isEqualTo(new HubMessage.Completion(Map.of(), "1", new Outcome.Empty()));
        assertThat(one(framed("950380a13103c0")))
                .isEqualTo(new HubMessage.Completion(Map.of(), "1", new Outcome.Result(null)));
    }

    private HubMessage one(ByteBuffer input) {
        List<HubMessage> messages = SampleMessages.parseAll(packed, input);
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    private static void assertSame(HubMessage actual, HubMessage expected) {
        assertThat(actual).hasSameClassAs(expected);
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static ByteBuffer framed(String hex) {
        byte[] body = HexFormat.of().parseHex(hex.replace(" ", ""));
        byte[] frame = new byte[VarIntFraming.MAX_PREFIX_BYTES + body.length];
        int start = VarIntFraming.writeBefore(frame, VarIntFraming.MAX_PREFIX_BYTES, body.length);
        System.arraycopy(body, 0, frame, VarIntFraming.MAX_PREFIX_BYTES, body.length);
        return ByteBuffer.wrap(frame, start, frame.length - start);
    }
}
