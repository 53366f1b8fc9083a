package im.conduit.signalr.server;

import java.util.function.UnaryOperator;

/// A path that leads to a hub or to a raw connection handler, declared as a bean. A hub annotated
/// with a path needs none unless options or authentication differ from the defaults; a bean for the
/// annotated path replaces the default one. Endpoints of one hub class share its connections,
/// groups and users.
///
/// @param path starts with `/`; matched without regard to case
/// @param target a class annotated with [Hub] or a bean of type [ConnectionHandler]
/// @param options what differs from the settings
/// @param authenticator who may come in
/// @param subprotocols chooses the subprotocol of a WebSocket
/// @param redirect sends clients elsewhere
public record HubEndpoint(
        String path,
        Class<?> target,
        UnaryOperator<HubOptions> options,
        HubAuthenticator authenticator,
        SubprotocolSelector subprotocols,
        NegotiateRedirect redirect) {

    /// Rejects relative paths.
    public HubEndpoint {
        if (!path.startsWith("/") || path.endsWith("/")) {
            throw new IllegalArgumentException(
                    "a hub's path starts and does not end with '/': " + path);
        }
    }

    /// An endpoint that lets everybody in, with the options of the settings.
    public HubEndpoint(String path, Class<?> target) {
        this(
                path,
                target,
                UnaryOperator.identity(),
                HubAuthenticator.anonymous(),
                SubprotocolSelector.NONE,
                NegotiateRedirect.NONE);
    }

    /// With other options.
    public HubEndpoint with(UnaryOperator<HubOptions> changed) {
        return new HubEndpoint(path, target, changed, authenticator, subprotocols, redirect);
    }

    /// Behind an authenticator.
    public HubEndpoint securedBy(HubAuthenticator changed) {
        return new HubEndpoint(path, target, options, changed, subprotocols, redirect);
    }

    /// Choosing a subprotocol of WebSockets.
    public HubEndpoint choosing(SubprotocolSelector changed) {
        return new HubEndpoint(path, target, options, authenticator, changed, redirect);
    }

    /// Sending clients elsewhere when they negotiate.
    public HubEndpoint redirecting(NegotiateRedirect changed) {
        return new HubEndpoint(path, target, options, authenticator, subprotocols, changed);
    }
}
