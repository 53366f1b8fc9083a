package im.conduit.signalr.protocol;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The characters that .NET's relaxed encoder escapes: besides JSON's own the other controls, line
/// and paragraph separator, byte order mark and everything beyond the basic plane (so that a lone
/// surrogate can be written as well).
final class DotNetEscapes extends CharacterEscapes {

    private static final long serialVersionUID = 1L;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final int[] ascii = standardAsciiEscapesForJSON();

    DotNetEscapes() {
        ascii[0x7F] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int ch) {
        boolean escaped =
                (ch >= 0x80 && ch <= 0x9F)
                        || ch == 0x2028
                        || ch == 0x2029
                        || ch == 0xFEFF
                        || (ch >= Character.MIN_SURROGATE && ch <= Character.MAX_SURROGATE);
        return escaped ? new SerializedString("\\u" + HEX.toHexDigits((char) ch)) : null;
    }
}
