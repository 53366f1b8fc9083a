package im.conduit.functions.operations;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a `Range` header asks for (RFC 9110, section 14).
sealed interface ByteRange {

    /// How one range is written.
    Pattern SINGLE =
            Pattern.compile("bytes\\s*=\\s*(\\d*)\\s*-\\s*(\\d*)", Pattern.CASE_INSENSITIVE);

    /// Everything: what is not understood, is malformed or names several ranges is ignored.
    record Whole() implements ByteRange {}

    /// One part.
    ///
    /// @param first byte, from 0
    /// @param last byte, included
    record Part(long first, long last) implements ByteRange {}

    /// A range that begins behind the end.
    record Unsatisfiable() implements ByteRange {}

    /// @param header such as `bytes=0-99`, `bytes=100-`, `bytes=-100`
    /// @param length bytes in all
    static ByteRange parse(String header, long length) {
        Matcher range = SINGLE.matcher(header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return new Whole();
        }
        if (range.group(1).isEmpty()) {
            long suffix = Math.min(number(range.group(2)), length);
            return suffix == 0 ? new Unsatisfiable() : new Part(length - suffix, length - 1);
        }
        long first = number(range.group(1));
        long last = range.group(2).isEmpty() ? Long.MAX_VALUE : number(range.group(2));
        if (last < first) {
            return new Whole();
        }
        return first >= length ? new Unsatisfiable() : new Part(first, Math.min(last, length - 1));
    }

    private static long number(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
