package im.conduit.egress;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// The beginnings of answers, as text.
final class Excerpts {

    /// The longest excerpt, in bytes of UTF-8.
    static final int BYTES = 1024;

    private Excerpts() {}

    /// Reads what is UTF-8, marks what is not, and leaves a character out that is cut in two.
    static String text(byte[] bytes, int length) {
        CharBuffer read = CharBuffer.allocate(length);
        StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .decode(ByteBuffer.wrap(bytes, 0, length), read, false);
        String text = read.flip().toString();
        int end = text.length();
        // A mark takes more room than the byte it stands for.
        while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > BYTES) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end);
    }
}
