package im.conduit.signalr.netty;

/// Checks text that comes in pieces for being UTF-8, after the table of well-formed sequences in
/// the Unicode standard (3-7).
final class Utf8Check {

    private int more; // continuation bytes that are to follow
    private int low = 0x80;
    private int high = 0xBF;

    /// Takes a piece; false as soon as it cannot be UTF-8.
    boolean accept(byte[] bytes) {
        for (byte b : bytes) {
            if (more == 0 ? !lead(b & 0xFF) : !continuation(b & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    /// Whether no character is unfinished.
    boolean complete() {
        return more == 0;
    }

    private boolean lead(int b) {
        if (b < 0x80) {
            return true;
        }
        low = 0x80;
        high = 0xBF;
        if (b >= 0xC2 && b <= 0xDF) {
            more = 1;
        } else if (b >= 0xE0 && b <= 0xEF) {
            more = 2;
            low = b == 0xE0 ? 0xA0 : 0x80;
            high = b == 0xED ? 0x9F : 0xBF;
        } else if (b >= 0xF0 && b <= 0xF4) {
            more = 3;
            low = b == 0xF0 ? 0x90 : 0x80;
            high = b == 0xF4 ? 0x8F : 0xBF;
        } else {
            return false;
        }
        return true;
    }

    private boolean continuation(int b) {
        boolean fits = b >= low && b <= high;
        low = 0x80;
        high = 0xBF;
        more--;
        return fits;
    }
}
