package im.conduit.realtime.webhook;

import java.net.InetAddress;

/// A range of IP addresses, such as `10.0.0.0/8` or `fc00::/7`.
///
/// @param base its first address; 4 or 16 bytes tell the family
/// @param prefix how many leading bits all its addresses share
record AddressRange(InetAddress base, int prefix) {

    AddressRange {
        if (prefix < 0 || prefix > base.getAddress().length * 8) {
            throw new IllegalArgumentException("the prefix length does not fit the address");
        }
    }

    /// Reads CIDR notation; an address alone is a range of one.
    ///
    /// @throws IllegalArgumentException when the text is neither; host names are not looked up
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        // Only these characters: anything else would be taken for a name and looked up.
        if (!address.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw notARange(text);
        }
        try {
            InetAddress base = InetAddress.ofLiteral(address);
            int bits = base.getAddress().length * 8;
            return new AddressRange(
                    base, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw notARange(text);
        }
    }

    /// Whether the address lies in this range. An IPv4 address never lies in an IPv6 range.
    boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != other[i]) {
                return false;
            }
        }
        int mask = 0xFF00 >> prefix % 8 & 0xFF;
        return mask == 0 || ((mine[whole] ^ other[whole]) & mask) == 0;
    }

    private static IllegalArgumentException notARange(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not an address range such as 10.0.0.0/8 or fc00::/7");
    }
}
