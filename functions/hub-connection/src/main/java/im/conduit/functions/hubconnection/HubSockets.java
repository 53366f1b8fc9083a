package im.conduit.functions.hubconnection;

import im.conduit.realtime.hub.HubAccess;
import im.conduit.realtime.hub.Socket;
import im.conduit.realtime.hub.SocketStore;
import im.conduit.realtime.hub.TaskHub;
import im.conduit.realtime.hub.TaskHubName;
import im.conduit.realtime.hub.Viewer;
import im.conduit.signalr.apigateway.ConnectionsApi;
import im.conduit.signalr.apigateway.Records;
import im.conduit.signalr.server.HubAuthenticator.Decision;
import im.conduit.signalr.server.HubRequest;
import im.conduit.signalr.server.HubServer;
import im.conduit.signalr.server.StatelessConnection;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the three routes do: let a client in, work on a frame, let it go.
@Singleton
final class HubSockets {

    private static final Set<String> CREDENTIALS = Set.of("access_token", "api_key", "id");
    private static final String NO_PLACE = "Connection limit exceeded";

    private final HubServer hubs;
    private final HubAccess access;
    private final SocketStore sockets;
    private final ConnectionsApi connections;
    private final HubConnectionSettings settings;

    HubSockets(
            HubServer hubs,
            HubAccess access,
            SocketStore sockets,
            ConnectionsApi connections,
            HubConnectionSettings settings) {
        this.hubs = hubs;
        this.access = access;
        this.sockets = sockets;
        this.connections = connections;
        this.settings = settings;
    }

    /// `$connect`: nothing can be sent yet, so that a missing place is told in the handshake's
    /// answer.
    ///
    /// @return the HTTP status that the upgrade is answered with
    int connect(String connectionId, Map<String, String> query, HubRequest request) {
        Optional<TaskHubName> hub = TaskHubName.of(query.getOrDefault("hub", ""));
        if (hub.isEmpty()) {
            return 404;
        }
        return switch (access.authenticate(request)) {
            case Decision.Refused refused -> refused.status();
            case Decision.Accepted accepted -> {
                remember(connectionId, hub.get(), HubAccess.viewer(accepted.principal()), query);
                yield 200;
            }
        };
    }

    private void remember(
            String connectionId, TaskHubName hub, Viewer viewer, Map<String, String> query) {
        Map<String, String> kept = new HashMap<>(query);
        kept.keySet().removeAll(CREDENTIALS);
        Duration aliveFor = aliveFor(query.getOrDefault("keepAlive", ""));
        Socket socket = new Socket(connectionId, hub, viewer, false, aliveFor, kept, "");
        if (!sockets.connect(socket, settings.connectionsPerKey())) {
            Socket refused = new Socket(connectionId, hub, viewer, false, aliveFor, kept, NO_PLACE);
            boolean _ = sockets.connect(refused, Integer.MAX_VALUE);
        }
    }

    private Duration aliveFor(String declared) {
        if (!declared.matches("[0-9]{1,4}")) {
            return settings.aliveFor();
        }
        Duration wanted = Duration.ofSeconds(Integer.parseInt(declared));
        if (wanted.compareTo(settings.aliveFor()) < 0) {
            return settings.aliveFor();
        }
        return wanted.compareTo(settings.longestAlive()) > 0 ? settings.longestAlive() : wanted;
    }

    /// `$default`: one frame.
    ///
    /// @param at when the gateway took it
    /// @return what the route answers the client with; empty when it was said and the connection
    ///     closed
    Optional<String> frame(String connectionId, String text, Instant at) {
        Optional<Socket> known = sockets.seen(connectionId);
        if (known.isEmpty()) {
            boolean _ = connections.close(connectionId);
            return Optional.empty();
        }
        Socket socket = known.get();
        StatelessConnection connection = connection(socket, at);
        StatelessConnection.Answer answer;
        if (socket.shakenHands()) {
            answer = connection.frame(text);
        } else {
            answer =
                    connection.handshake(
                            text, socket.refusal().isEmpty() ? null : socket.refusal());
            if (answer.open()) {
                sockets.shakenHands(connectionId);
            }
        }
        return say(connectionId, answer);
    }

    private Optional<String> say(String connectionId, StatelessConnection.Answer answer) {
        String output = answer.output().isEmpty() ? Records.PING : answer.output();
        List<String> messages = Records.pack(output, ConnectionsApi.MAX_MESSAGE_BYTES);
        int last = answer.open() ? messages.size() - 1 : messages.size();
        messages.subList(0, last).forEach(message -> connections.post(connectionId, message));
        if (answer.open()) {
            return Optional.of(messages.getLast());
        }
        boolean _ = connections.close(connectionId);
        return Optional.empty();
    }

    /// `$disconnect`.
    void disconnect(String connectionId) {
        sockets.seen(connectionId)
                .ifPresent(
                        socket -> {
                            if (socket.shakenHands()) {
                                connection(socket, Instant.now()).disconnected(null);
                            }
                            sockets.remove(connectionId);
                        });
    }

    private StatelessConnection connection(Socket socket, Instant at) {
        String path = "/hubs/" + socket.hub().wireName();
        return hubs.stateless(path)
                .orElseThrow(() -> new IllegalStateException("no hub at " + path))
                .connection(
                        socket.connectionId(),
                        HubAccess.principal(socket.viewer()),
                        new HubRequest("GET", path + query(socket), List.of(), "", true),
                        Map.of(TaskHub.FRAME_TIME, at));
    }

    private static String query(Socket socket) {
        return new TreeMap<>(socket.query())
                .entrySet().stream()
                        .map(q -> encode(q.getKey()) + "=" + encode(q.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
