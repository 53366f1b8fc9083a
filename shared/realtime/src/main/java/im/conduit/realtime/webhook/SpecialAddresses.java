package im.conduit.realtime.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What IP addresses are for, after IANA's special-purpose registries for IPv4 and IPv6 (RFC 6890
/// and its successors), and the metadata services of clouds that lie outside them.
final class SpecialAddresses {

    private static final AddressRange GLOBAL_UNICAST = AddressRange.parse("2000::/3");
    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");

    private static final Map<AddressRange, String> RANGES = new LinkedHashMap<>();

    static {
        put("an unspecified", "0.0.0.0/8", "::/128");
        put("a loopback", "127.0.0.0/8", "::1/128");
        put("a private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fec0::/10");
        put("a unique-local", "fc00::/7");
        put("a metadata service's", "169.254.169.254/32", "168.63.129.16/32");
        put("a link-local", "169.254.0.0/16", "fe80::/10");
        put("a shared (carrier-grade NAT)", "100.64.0.0/10");
        put("a protocol", "192.0.0.0/24", "2001::/23");
        put("a documentation", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24");
        put("a documentation", "2001:db8::/32", "3fff::/20");
        put("a benchmarking", "198.18.0.0/15");
        put("a relay or transition", "192.88.99.0/24", "2002::/16", "::/96", "64:ff9b:1::/48");
        put("a multicast", "224.0.0.0/4", "ff00::/8");
        put("a reserved", "240.0.0.0/4");
    }

    private SpecialAddresses() {}

    /// What kind of special address this is ("a private"), or empty for a public one. An address
    /// that a translator maps to IPv4 is what that IPv4 address is.
    static Optional<String> kindOf(InetAddress address) {
        if (NAT64.contains(address)) {
            return kindOf(embedded(address));
        }
        for (Map.Entry<AddressRange, String> range : RANGES.entrySet()) {
            if (range.getKey().contains(address)) {
                return Optional.of(range.getValue());
            }
        }
        boolean v6 = address.getAddress().length == 16;
        return v6 && !GLOBAL_UNICAST.contains(address)
                ? Optional.of("a reserved")
                : Optional.empty();
    }

    private static InetAddress embedded(InetAddress address) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static void put(String kind, String... ranges) {
        for (String range : ranges) {
            RANGES.put(AddressRange.parse(range), kind);
        }
    }
}
