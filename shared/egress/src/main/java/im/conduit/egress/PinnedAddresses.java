package im.conduit.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/// The client's resolver: it looks nothing up, but gives the addresses that were checked for the
/// request at hand. So a name that answers differently the second time changes nothing, while Host,
/// SNI and certificate are still about the name.
final class PinnedAddresses implements DnsResolver {

    private static final ScopedValue<List<InetAddress>> CHECKED = ScopedValue.newInstance();

    /// Something that connects.
    @FunctionalInterface
    interface Call {
        void run() throws IOException;
    }

    /// Lets connections that `call` opens on this thread go to these addresses only.
    static void callWith(List<InetAddress> addresses, Call call) throws IOException {
        ScopedValue.where(CHECKED, addresses)
                .call(
                        () -> {
                            call.run();
                            return true;
                        });
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        if (!CHECKED.isBound()) {
            throw new UnknownHostException("no address of this host was checked");
        }
        return CHECKED.get().toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
