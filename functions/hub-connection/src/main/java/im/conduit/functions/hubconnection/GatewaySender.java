package im.conduit.functions.hubconnection;

import im.conduit.realtime.hub.SocketSender;
import im.conduit.signalr.apigateway.ConnectionsApi;
import im.conduit.signalr.server.HubServer;
import im.conduit.signalr.server.MessageBundle;
import jakarta.inject.Singleton;

/// Posts updates through the gateway, one message each.
@Singleton
final class GatewaySender implements SocketSender {

    private final ConnectionsApi connections;
    private final HubServer hubs;

    GatewaySender(ConnectionsApi connections, HubServer hubs) {
        this.connections = connections;
        this.hubs = hubs;
    }

    @Override
    public Posted post(String connectionId, MessageBundle update) {
        return switch (connections.post(connectionId, hubs.json(update))) {
            case SENT -> Posted.SENT;
            case GONE -> Posted.GONE;
            case FAILED -> Posted.FAILED;
        };
    }
}
