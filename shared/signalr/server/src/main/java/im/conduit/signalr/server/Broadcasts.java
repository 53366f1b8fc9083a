package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings one message to many connections: encoded once for each protocol, framed once for each
/// kind of transport, one task for each event loop. Never waits for a receiver.
public final class Broadcasts {

    private final Map<ConnectionTransport.FlushGroup, List<ConnectionTransport>> toFlush =
            new IdentityHashMap<>(4);
    private @Nullable RuntimeException failure;

    private Broadcasts() {}

    /// Offers `message` to every connection but those with an id in `except`.
    ///
    /// @throws RuntimeException the first failure, such as a value that a protocol cannot write,
    ///     after everybody else has been sent the message
    public static void send(
            HubMessage message, Collection<HubConnection> connections, Set<String> except) {
        if (!connections.isEmpty()) {
            send(new OutgoingMessage.Broadcast(message), connections, except);
        }
    }

    /// Offers a message that is encoded already.
    ///
    /// @throws RuntimeException the first failure, such as a protocol that it is not encoded in,
    ///     after everybody else has been sent the message
    public static void send(
            EncodedMessage message, Collection<HubConnection> connections, Set<String> except) {
        if (!connections.isEmpty()) {
            send(new OutgoingMessage.Broadcast(message), connections, except);
        }
    }

    private static void send(
            OutgoingMessage.Broadcast made,
            Collection<HubConnection> connections,
            Set<String> except) {
        Broadcasts sending = new Broadcasts();
        try (OutgoingMessage.Broadcast broadcast = made) {
            for (HubConnection connection : connections) {
                if (except.isEmpty() || !except.contains(connection.connectionId())) {
                    sending.offer(connection, broadcast);
                }
            }
        } finally {
            sending.toFlush.forEach(ConnectionTransport.FlushGroup::flush);
        }
        if (sending.failure != null) {
            throw sending.failure;
        }
    }

    private void offer(HubConnection connection, OutgoingMessage.Broadcast broadcast) {
        try {
            ConnectionTransport transport = connection.offer(broadcast);
            if (transport != null) {
                toFlush.computeIfAbsent(transport.flushGroup(), _ -> new ArrayList<>())
                        .add(transport);
            }
        } catch (RuntimeException failed) {
            if (failure == null) {
                failure = failed;
            }
        }
    }
}
