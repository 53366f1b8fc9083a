package im.conduit.functions.hubconnection;

import im.conduit.realtime.hub.EventObjects;
import im.conduit.realtime.hub.SocketFanout;
import im.conduit.realtime.hub.SocketSender;
import im.conduit.realtime.hub.SocketStore;
import im.conduit.realtime.hub.SocketSubscriptions;
import im.conduit.realtime.hub.TaskSubscriptions;
import im.conduit.realtime.task.DueSet;
import im.conduit.realtime.task.TaskStore;
import im.conduit.signalr.apigateway.ConnectionsApi;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/// Subscriptions as records, and the way to the gateway's connections.
@Factory
final class HubConnectionBeans {

    @Singleton
    @Bean(preDestroy = "close")
    ConnectionsApi connections(HubConnectionSettings settings) {
        return ConnectionsApi.at(settings.endpoint());
    }

    @Singleton
    TaskSubscriptions subscriptions(TaskStore store, SocketStore sockets, EventObjects objects) {
        return new SocketSubscriptions(store, sockets, objects);
    }

    @Singleton
    SocketFanout fanout(
            TaskStore store,
            SocketStore sockets,
            SocketSender sender,
            EventObjects objects,
            DueSet due) {
        return new SocketFanout(store, sockets, sender, objects, due);
    }
}
