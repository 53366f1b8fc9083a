package im.conduit.signalr.sample;

import im.conduit.signalr.server.HubCaller;
import im.conduit.signalr.server.HubException;

/// What a connection does first: as the query of its transport request says.
final class ExtraLifecycle {

    private ExtraLifecycle() {}

    static void onConnected(HubCaller caller) {
        switch (caller.request().query("onconnect")) {
            case "send" -> caller.clients().caller().send("Note", "from OnConnected");
            case "slow" -> Pause.millis(500);
            case "throw" -> throw new InvalidOperationException("no entry");
            case "hubthrow" -> throw new HubException("no entry");
            case "abort" -> caller.abort();
            case "ask" -> caller.clients().caller().invoke(int.class, "Result");
            case "group" -> {
                String name = caller.request().query("name");
                caller.groups().add(caller.connectionId(), name == null ? "" : name);
            }
            case null, default -> {}
        }
    }
}
