package im.conduit.realtime.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds the addresses of a host, blocking for as long as it takes.
@FunctionalInterface
public interface HostLookup {

    /// The addresses, in the order in which they should be tried.
    ///
    /// @param host a name, or an address literal (IPv6 with or without brackets)
    /// @throws UnknownHostException when there is none
    List<InetAddress> addresses(String host) throws UnknownHostException;

    /// The operating system's resolver.
    static HostLookup system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
