package im.conduit.signalr.netty.guide;

import im.conduit.signalr.server.HubAuthenticator.Decision;
import im.conduit.signalr.server.HubEndpoint;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Map;

@Factory
class ChatSecurity {

    @Singleton
    HubEndpoint chat(Keys keys) {
        return new HubEndpoint("/chat", ChatHub.class).securedBy(request -> admit(keys, request));
    }

    private static Decision admit(Keys keys, HubRequest request) {
        String user = keys.owner(request.bearerToken()); // header, or access_token of a browser
        return user == null
                ? new Decision.Refused(401, Map.of("WWW-Authenticate", "Bearer"), "")
                : new Decision.Accepted(HubPrincipal.user(user));
    }
}
