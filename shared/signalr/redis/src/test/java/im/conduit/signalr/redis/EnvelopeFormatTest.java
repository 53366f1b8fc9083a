package im.conduit.signalr.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.conduit.signalr.server.EncodedMessage;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeFormatTest {

    private static final EncodedMessage MESSAGE =
            EncodedMessage.of(Map.of("json", new byte[] {0x7b, 0x7d, 0x1e}));

    static Stream<Arguments> envelopes() {
        return Stream.of(
                of(
                        "01 00 a1 6e 91 a1 63 81 a4 6a736f6e c4 03 7b7d1e",
                        new Envelope.Delivery("n", Set.of("c"), MESSAGE)),
                of(
                        "01 01 a1 6e a1 69 81 a4 6a736f6e c4 03 7b7d1e",
                        new Envelope.Question("n", "i", MESSAGE)),
                of("01 02 a1 6e a1 69", new Envelope.Reminder("n", "i")),
                of("01 03 a1 6e a1 69 a1 67 c3", new Envelope.GroupChange("n", "i", "g", true)),
                of("01 04 a1 69", new Envelope.Acknowledged("i")),
                of(
                        "01 05 a1 63 a1 69 a4 6a736f6e c4 02 7b7d",
                        new Envelope.Answered("c", "i", "json", new byte[] {0x7b, 0x7d})),
                of("01 06 a1 63 a1 69 a1 72", new Envelope.Unanswered("c", "i", "r")),
                of("01 07 a1 69", new Envelope.Withdrawn("i")));
    }

    private static Arguments of(String hex, Envelope envelope) {
        return Arguments.of(hex.replace(" ", ""), envelope);
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void envelopesHaveTheseBytes(String hex, Envelope envelope) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(EnvelopeFormat.write(envelope)).isEqualTo(bytes);
        assertThat(EnvelopeFormat.read(bytes)).usingRecursiveComparison().isEqualTo(envelope);
    }

    @Test
    void anotherVersionOrKindIsRefused() {
        for (String hex : new String[] {"0204a169", "0163", "", "ff", "0100a16e"}) {
            assertThatThrownBy(() -> EnvelopeFormat.read(HexFormat.of().parseHex(hex)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void bytesThatAreNotThereAreNotMadeRoomFor() {
        for (String hex :
                new String[] {
                    "0105a163a169a46a736f6ec67fffffff7b7d",
                    "0105a163a169a46a736f6ec6040000007b7d",
                    "0105a163a169a46a736f6ec6ffffffff7b7d",
                    "0105a163a169a46a736f6ec4037b7d",
                    "0105a163a169dbffffffff",
                    "0100a16edd7fffffff",
                    "0100a16e90df7fffffff"
                }) {
            byte[] bytes = HexFormat.of().parseHex(hex);
            long before = allocated();
            assertThatThrownBy(() -> EnvelopeFormat.read(bytes))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(allocated() - before).isLessThan(16 << 20);
        }
    }

    /// Bytes that this thread has ever allocated.
    private static long allocated() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class)
                .getCurrentThreadAllocatedBytes();
    }
}
