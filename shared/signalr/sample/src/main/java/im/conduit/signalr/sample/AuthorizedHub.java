package im.conduit.signalr.sample;

import im.conduit.signalr.server.Hub;
import im.conduit.signalr.server.HubCaller;
import org.jspecify.annotations.Nullable;

/// Behind a bearer token.
@Hub
public class AuthorizedHub {

    public @Nullable String echo(@Nullable String message) {
        return message;
    }

    public @Nullable String getUserNameIdentifier(HubCaller caller) {
        return caller.userId();
    }

    public @Nullable String getUserClaim(HubCaller caller, String type) {
        return caller.principal().claim(type);
    }
}
