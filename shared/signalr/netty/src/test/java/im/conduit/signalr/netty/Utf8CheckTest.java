package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class Utf8CheckTest {

    @Provide
    Arbitrary<byte[]> nearlyText() {
        Arbitrary<byte[]> text =
                Arbitraries.strings().ofMaxLength(6).map(s -> s.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> odd =
                Arbitraries.of(0x7F, 0x80, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xA0, 0xF0, 0xF4, 0x90)
                        .list()
                        .ofMaxSize(5)
                        .map(Utf8CheckTest::bytes);
        return Arbitraries.oneOf(text, odd);
    }

    private static byte[] bytes(java.util.List<Integer> values) {
        byte[] all = new byte[values.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = values.get(i).byteValue();
        }
        return all;
    }

    @Property(tries = 2000)
    void agreesWithTheDecoderOfThePlatformWhereverTheTextIsCut(
            @ForAll("nearlyText") byte[] bytes, @ForAll @IntRange(max = 8) int cut) {
        Utf8Check check = new Utf8Check();
        int at = Math.min(cut, bytes.length);
        boolean valid =
                check.accept(Arrays.copyOf(bytes, at))
                        && check.accept(Arrays.copyOfRange(bytes, at, bytes.length))
                        && check.complete();
        assertThat(valid).isEqualTo(platformSays(bytes));
    }

    private static boolean platformSays(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
