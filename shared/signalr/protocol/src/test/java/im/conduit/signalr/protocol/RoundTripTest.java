package im.conduit.signalr.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.signalr.protocol.HubMessage.Outcome;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;

/// What is written reads as the same message, whatever it holds and however its bytes arrive.
class RoundTripTest {

    private static final ProtocolLimits LIMITS =
            ProtocolLimits.DEFAULT.withMaxMessageBytes(ProtocolLimits.UNLIMITED);

    private final HubProtocol json = new JsonHubProtocol(new SmallCodec(), LIMITS);
    private final HubProtocol packed = new MessagePackHubProtocol(new SmallCodec(), LIMITS);

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void jsonMessagesReturn(@ForAll("messages") HubMessage message) {
        assertReturns(json, message);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void packedMessagesReturn(@ForAll("messages") HubMessage message) {
        assertReturns(packed, message);
    }

    @Property(tries = 500)
    void jsonTextReturnsEvenWithLoneSurrogates(
            @ForAll
                    @CharRange(from = '\0', to = '\uffff')
                    @CharRange(from = '\ud800', to = '\udfff')
                    String text) {
        assertReturns(json, SampleMessages.invocation("1", "Echo", text));
    }

    @Property(tries = 300)
    void packedBinaryReturns(@ForAll byte[] bytes) {
        assertReturns(packed, SampleMessages.invocation("1", "Bytes", bytes));
    }

    @Property(tries = 300)
    void packedInstantsReturn(@ForAll Instant instant) {
        assertReturns(packed, SampleMessages.invocation("1", "Any", instant));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void messagesMayBeCutAnywhere(@ForAll("batches") List<HubMessage> messages, @ForAll long seed) {
        for (HubProtocol protocol : List.of(json, packed)) {
            assertThat(inPieces(protocol, joined(protocol, messages), seed))
                    .usingRecursiveComparison()
                    .isEqualTo(messages);
        }
    }

    private static void assertReturns(HubProtocol protocol, HubMessage message) {
        List<HubMessage> read =
                SampleMessages.parseAll(protocol, ByteBuffer.wrap(protocol.write(message)));
        assertThat(read).usingRecursiveComparison().isEqualTo(List.of(message));
        assertThat(read.getFirst()).hasSameClassAs(message);
    }

    private static byte[] joined(HubProtocol protocol, List<HubMessage> messages) {
        var bytes = new ByteArrayOutputStream();
        messages.forEach(message -> bytes.writeBytes(protocol.write(message)));
        return bytes.toByteArray();
    }

    private static List<HubMessage> inPieces(HubProtocol protocol, byte[] bytes, long seed) {
        var random = new Random(seed);
        List<HubMessage> read = new ArrayList<>();
        ByteBuffer input = ByteBuffer.wrap(bytes).limit(0);
        while (input.limit() < bytes.length) {
            int more = random.nextInt(1, 20);
            input.limit(Math.min(bytes.length, input.limit() + more));
            read.addAll(SampleMessages.parseAll(protocol, input));
        }
        assertThat(input.hasRemaining()).isFalse();
        return read;
    }

    @Provide
    Arbitrary<List<HubMessage>> batches() {
        return Arbitraries.of(SampleMessages.ALL).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<HubMessage> messages() {
        Arbitrary<Map<String, String>> headers = Arbitraries.maps(text(), text()).ofMaxSize(3);
        Arbitrary<String> id = text().filter(s -> !s.isEmpty() && !s.equals("s1"));
        Arbitrary<List<String>> streamIds = text().list().ofMaxSize(3);
        Arbitrary<HubMessage> invocations =
                Combinators.combine(headers, id.injectNull(0.3), values(), streamIds)
                        .as(
                                (h, i, v, s) ->
                                        new HubMessage.Invocation(
                                                h, i, "Any", new Object[] {v}, s));
        Arbitrary<HubMessage> streams =
                Combinators.combine(headers, id, values(), streamIds)
                        .as(
                                (h, i, v, s) ->
                                        new HubMessage.StreamInvocation(
                                                h, i, "Any", new Object[] {v}, s));
        Arbitrary<HubMessage> completions =
                Combinators.combine(headers, id, outcomes()).as(HubMessage.Completion::new);
        Arbitrary<HubMessage> closes =
                Combinators.combine(text().injectNull(0.5), Arbitraries.of(true, false))
                        .as(HubMessage.Close::new);
        Arbitrary<HubMessage> sequences =
                Arbitraries.longs().greaterOrEqual(0).map(HubMessage.Sequence::new);
        return Arbitraries.oneOf(
                invocations,
                streams,
                completions,
                closes,
                sequences,
                Arbitraries.of(SampleMessages.ALL));
    }

    private static Arbitrary<Outcome> outcomes() {
        return Arbitraries.oneOf(
                text().map(Outcome.Failed::new),
                Arbitraries.just(new Outcome.Empty()),
                Arbitraries.just(new Outcome.Result(null)));
    }

    /// Text that UTF-8 can hold.
    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .ofMaxLength(40)
                .filter(s -> StandardCharsets.UTF_8.newEncoder().canEncode(s));
    }

    private static Arbitrary<Object> values() {
        Arbitrary<Object> scalars =
                Arbitraries.oneOf(
                        text().asGeneric(),
                        Arbitraries.integers().asGeneric(),
                        Arbitraries.longs().filter(l -> l != l.intValue()).asGeneric(),
                        Arbitraries.just(BigInteger.TWO.pow(64).subtract(BigInteger.ONE))
                                .asGeneric(),
                        Arbitraries.doubles().asGeneric(),
                        Arbitraries.of(true, false).asGeneric(),
                        Arbitraries.just(null).asGeneric());
        return Arbitraries.recursive(
                () -> scalars,
                inner ->
                        Arbitraries.oneOf(
                                inner.list().ofMaxSize(20).asGeneric(),
                                Arbitraries.maps(text(), inner).ofMaxSize(20).asGeneric()),
                0,
                2);
    }
}
