package im.conduit.signalr.sample;

import im.conduit.signalr.server.Hub;
import im.conduit.signalr.server.HubCaller;

/// Groups to join and leave.
@Hub("/groupHub")
public class GroupHub {

    public void join(HubCaller caller, String group) {
        caller.groups().add(caller.connectionId(), group);
    }

    public void leave(HubCaller caller, String group) {
        caller.groups().remove(caller.connectionId(), group);
    }

    public void sendToGroup(HubCaller caller, String group, String message) {
        caller.clients().group(group).send("ReceiveMessage", group, message);
    }
}
