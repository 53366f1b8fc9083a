package im.conduit.signalr.server;

import java.util.Map;

/// Decides who a request comes from. Asked for every request to an endpoint (negotiate, transport
/// requests, sends) before anything else is looked at; may block. The hub keeps the principal of
/// the request that opened the transport.
@FunctionalInterface
public interface HubAuthenticator {

    /// Judges one request.
    Decision authenticate(HubRequest request);

    /// Lets everybody in without a name.
    static HubAuthenticator anonymous() {
        return Anonymous.INSTANCE;
    }

    /// Lets everybody in; the same instance always, so that servers can skip asking.
    enum Anonymous implements HubAuthenticator {
        /// The only one.
        INSTANCE;

        @Override
        public Decision authenticate(HubRequest request) {
            return new Decision.Accepted(HubPrincipal.anonymous());
        }
    }

    /// What came of it.
    sealed interface Decision {
        /// Come in.
        record Accepted(HubPrincipal principal) implements Decision {}

        /// Stay out.
        ///
        /// @param status 401 or 403, or what else applies
        /// @param headers such as `WWW-Authenticate`
        /// @param body text for the client, often empty
        record Refused(int status, Map<String, String> headers, String body) implements Decision {}
    }
}
