package im.conduit.signalr.server;

import org.jspecify.annotations.Nullable;

/// Sends clients elsewhere when they negotiate, such as to the host of their tenant. A client that
/// connects without negotiating comes in as ever.
@FunctionalInterface
public interface NegotiateRedirect {

    /// Keeps everybody here.
    NegotiateRedirect NONE = (_, _) -> null;

    /// Asked on an event loop, once for each negotiation, instead of admission for those who go:
    /// must not block.
    ///
    /// @return where to, or `null` to stay
    @Nullable Target target(HubRequest request, HubPrincipal principal);

    /// Where a client goes on.
    ///
    /// @param url of the hub there; the client negotiates again below it, with its query
    /// @param accessToken what the client proves its identity with from now on, `null` for what it
    ///     has
    record Target(String url, @Nullable String accessToken) {

        /// Rejects an empty address.
        public Target {
            if (url.isBlank()) {
                throw new IllegalArgumentException("a redirect needs a url");
            }
        }

        /// Elsewhere with the client's own token.
        public Target(String url) {
            this(url, null);
        }
    }
}
