package im.conduit.signalr.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/// Bytes from anybody make messages or a [ProtocolException], and neither hang nor cost much
/// memory.
class HostileInputTest {

    /// What reading a few hundred bytes of anything may allocate; a length of 2 GiB that is
    /// believed goes far beyond.
    private static final long MOST_ALLOCATED = 4 << 20;

    private static final int LONGEST = 4096;

    private final HubProtocol json = new JsonHubProtocol(new SmallCodec(), ProtocolLimits.DEFAULT);
    private final HubProtocol packed =
            new MessagePackHubProtocol(new SmallCodec(), ProtocolLimits.DEFAULT);

    @Property(tries = 3000)
    void mutatedJsonDoesNoHarm(@ForAll long seed) {
        survives(json, mutated(json, new Random(seed)));
    }

    @Property(tries = 3000)
    void mutatedMessagePackDoesNoHarm(@ForAll long seed) {
        survives(packed, mutated(packed, new Random(seed)));
    }

    /// One message in a frame that stays whole: the harm is done inside.
    @Property(tries = 3000)
    void mutatedFrameOfRightLengthDoesNoHarm(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] frame = mutate(packed.write(anyOf(SampleMessages.ALL, random)), random);
        int length = Math.min(frame.length, 128) - 1;
        if (length >= 0) {
            frame[0] = (byte) length;
        }
        survives(packed, frame);
    }

    @Property(tries = 1000)
    void randomBytesDoNoHarm(@ForAll @Size(max = 200) byte[] bytes) {
        survives(json, bytes);
        survives(packed, bytes);
        HandshakeProtocol.read(ByteBuffer.wrap(bytes), 100);
    }

    /// Heads that promise much, with little behind them.
    @Property(tries = 1000)
    void randomHeadsDoNoHarm(@ForAll long seed) {
        byte[] heads = {
            (byte) 0x9f,
            (byte) 0x8f,
            (byte) 0xbf,
            (byte) 0xc4,
            (byte) 0xc6,
            (byte) 0xc7,
            (byte) 0xc9,
            (byte) 0xd8,
            (byte) 0xdb,
            (byte) 0xdd,
            (byte) 0xdf,
            0x7f,
            (byte) 0xff,
            0
        };
        Random random = new Random(seed);
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                new byte[] {(byte) 0x96, 1, (byte) 0x80, (byte) 0xc0, (byte) 0xa3, 'A', 'n', 'y'});
        body.write(0x91);
        for (int i = random.nextInt(80); i > 0; i--) {
            body.write(heads[random.nextInt(heads.length)]);
        }
        var frame = new ByteArrayOutputStream();
        frame.write(body.size());
        frame.writeBytes(body.toByteArray());
        survives(packed, frame.toByteArray());
    }

    private static byte[] mutated(HubProtocol protocol, Random random) {
        var bytes = new ByteArrayOutputStream();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            bytes.writeBytes(protocol.write(anyOf(SampleMessages.ALL, random)));
        }
        return mutate(bytes.toByteArray(), random);
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original;
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            int cut = Math.min(bytes.length, at + random.nextInt(4));
            byte[] put = new byte[random.nextInt(4)];
            random.nextBytes(put);
            var changed = new ByteArrayOutputStream();
            changed.write(bytes, 0, at);
            if (random.nextInt(10) > 0) {
                changed.writeBytes(put);
                changed.write(bytes, cut, bytes.length - cut);
            }
            bytes = changed.toByteArray();
        }
        return bytes;
    }

    private static <T> T anyOf(List<T> choice, Random random) {
        return choice.get(random.nextInt(choice.size()));
    }

    private static void survives(HubProtocol protocol, byte[] bytes) {
        assertThat(bytes.length).isLessThan(LONGEST);
        long allocated =
                assertTimeoutPreemptively(
                        Duration.ofMinutes(1), () -> allocatedBy(() -> readAll(protocol, bytes)));
        assertThat(allocated).isLessThan(MOST_ALLOCATED);
    }

    private static void readAll(HubProtocol protocol, byte[] bytes) {
        ByteBuffer input = ByteBuffer.wrap(bytes);
        try {
            int before;
            do {
                before = input.position();
                if (protocol.parse(input, new SmallHub()) == null) {
                    return;
                }
            } while (input.position() > before);
            throw new AssertionError("a message was made of nothing");
        } catch (ProtocolException refused) {
            assertThat(refused).hasMessageNotContaining("Source: ");
        }
    }

    private static long allocatedBy(Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
