package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class WebSocketReaderTest {

    /// Notes what comes out, data joined.
    private static final class Notes implements WebSocketReader.Receiver {
        final StringBuilder data = new StringBuilder();
        final List<String> control = new ArrayList<>();

        @Override
        public void data(ByteBuffer bytes) {
            data.append(StandardCharsets.ISO_8859_1.decode(bytes));
        }

        @Override
        public void ping(byte[] payload) {
            control.add("ping " + new String(payload, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void close() {
            control.add("close");
        }

        @Override
        public void broken(int code) {
            control.add("broken " + code);
        }
    }

    private static Notes read(byte[] bytes, List<Integer> cuts) {
        Notes notes = new Notes();
        WebSocketReader reader = new WebSocketReader(notes);
        int at = 0;
        for (int cut : cuts) {
            int end = Math.min(bytes.length, at + cut);
            feed(reader, bytes, at, end);
            at = end;
        }
        feed(reader, bytes, at, bytes.length);
        return notes;
    }

    private static void feed(WebSocketReader reader, byte[] bytes, int from, int to) {
        ByteBuf piece = Unpooled.copiedBuffer(bytes, from, to - from);
        reader.read(piece);
        piece.release();
    }

    private static byte[] conversation() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(RawClient.masked(1, "hello".getBytes(StandardCharsets.UTF_8)));
        all.writeBytes(RawClient.masked(9, "ping".getBytes(StandardCharsets.UTF_8)));
        all.writeBytes(RawClient.masked(2, new byte[0]));
        all.writeBytes(RawClient.masked(2, "x".repeat(300).getBytes(StandardCharsets.UTF_8)));
        all.writeBytes(RawClient.masked(8, new byte[] {3, (byte) 0xE8}));
        return all.toByteArray();
    }

    @Property(tries = 200)
    void framesMayComeInAnyPieces(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 20) Integer> cuts)
            throws IOException {
        Notes notes = read(conversation(), cuts);
        assertThat(notes.data.toString()).isEqualTo("hello" + "x".repeat(300));
        assertThat(notes.control).containsExactly("ping ping", "close");
    }

    @Property(tries = 500)
    void noBytesMakeItFailOtherwiseThanByAnAnswer(@ForAll byte[] bytes) {
        Notes notes = read(bytes, List.of());
        assertThat(notes.control)
                .allMatch(line -> line.matches("(?s)ping .*|close|broken 100[27]"));
    }

    @Property(tries = 1)
    void anAnnouncedLengthCostsNothing() {
        byte[] head = {(byte) 0x82, (byte) 0xFF, 0x7F, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4, 5};
        Notes notes = read(head, List.of());
        assertThat(notes.data).hasSize(1);
        assertThat(notes.control).isEmpty();
    }
}
