package im.conduit.signalr.sample;

import im.conduit.signalr.server.Hub;
import im.conduit.signalr.server.HubCaller;

/// A chat room behind a bearer token.
@Hub
public class AuthHub {

    public void sendMessage(HubCaller caller, String message) {
        caller.clients().all().send("ReceiveMessage", message);
    }
}
