package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Brings one message to many connections: encoded once for each protocol, framed once for each
/// kind of transport, one task for each event loop. Never waits for a receiver.
public final class Broadcasts {

    private Broadcasts() {}

    /// Offers `message` to every connection but those with an id in `except`.
    public static void send(
            HubMessage message, Collection<HubConnection> connections, Set<String> except) {
        if (connections.isEmpty()) {
            return;
        }
        Map<ConnectionTransport.FlushGroup, List<ConnectionTransport>> toFlush =
                new IdentityHashMap<>(4);
        try (OutgoingMessage.Broadcast broadcast = new OutgoingMessage.Broadcast(message)) {
            for (HubConnection connection : connections) {
                if (except.isEmpty() || !except.contains(connection.connectionId())) {
                    ConnectionTransport transport = connection.offer(broadcast);
                    if (transport != null) {
                        toFlush.computeIfAbsent(transport.flushGroup(), _ -> new ArrayList<>())
                                .add(transport);
                    }
                }
            }
        }
        toFlush.forEach(ConnectionTransport.FlushGroup::flush);
    }
}
