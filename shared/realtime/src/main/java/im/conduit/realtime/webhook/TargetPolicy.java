package im.conduit.realtime.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which targets are allowed.
final class TargetPolicy {

    private final boolean allowHttp;
    private final List<AddressRange> allowedRanges;

    TargetPolicy(boolean allowHttp, List<String> allowedRanges) {
        this.allowHttp = allowHttp;
        this.allowedRanges = allowedRanges.stream().map(AddressRange::parse).toList();
    }

    /// Why the URL itself is refused, whatever it resolves to.
    Optional<String> objectionTo(URI target) {
        String scheme = target.getScheme();
        if (scheme == null) {
            return Optional.of("must be an absolute URL");
        }
        boolean http = scheme.equalsIgnoreCase("http");
        if (!http && !scheme.equalsIgnoreCase("https") || http && !allowHttp) {
            return Optional.of("must use https");
        }
        if (target.getRawUserInfo() != null) {
            return Optional.of("must not contain a user name or password");
        }
        if (target.getHost() == null) {
            return Optional.of("must name a host, in ASCII letters");
        }
        if (target.getPort() == 0 || target.getPort() > 65_535) {
            return Optional.of("must have a port from 1 to 65535");
        }
        return Optional.empty();
    }

    /// Why an address of the target is refused.
    Optional<String> objectionTo(URI target, InetAddress address) {
        if (allowedRanges.stream().anyMatch(range -> range.contains(address))) {
            return Optional.empty();
        }
        Optional<String> kind = SpecialAddresses.kindOf(address);
        if (kind.isPresent()) {
            return Optional.of("resolves to " + kind.get() + " address, which is not allowed");
        }
        boolean http = target.getScheme().toLowerCase(Locale.ROOT).equals("http");
        return http ? Optional.of("must use https") : Optional.empty();
    }
}
