package im.conduit.redis;

import im.conduit.realtime.hub.Socket;
import im.conduit.realtime.hub.SocketSubscription;
import im.conduit.realtime.hub.Spelling;
import im.conduit.realtime.hub.SubscribeOptions;
import im.conduit.realtime.hub.TaskHubName;
import im.conduit.realtime.hub.Viewer;
import im.conduit.realtime.key.KeyId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Sockets and their subscriptions as the fields of Redis hashes.
///
/// A subscription is the field `connection SPELLING` with `at on lastSent HUB events` or, once it
/// has ended, `at off`.
final class SocketFields {

    private static final String QUERY = "q:";

    private SocketFields() {}

    static Map<String, String> write(Socket socket) {
        Map<String, String> fields = new HashMap<>();
        fields.put("v", "1");
        fields.put("hub", socket.hub().name());
        fields.put("key", socket.viewer().key().value());
        if (socket.viewer().user() != null) {
            fields.put("user", socket.viewer().user());
        }
        fields.put("shaken", socket.shakenHands() ? "1" : "0");
        fields.put("alive", Long.toString(socket.aliveFor().toMillis()));
        fields.put("refusal", socket.refusal());
        socket.query().forEach((name, value) -> fields.put(QUERY + name, value));
        return fields;
    }

    static Socket read(String connectionId, Map<String, String> fields) {
        Map<String, String> query =
                fields.entrySet().stream()
                        .filter(f -> f.getKey().startsWith(QUERY))
                        .collect(
                                Collectors.toMap(
                                        f -> f.getKey().substring(QUERY.length()),
                                        Map.Entry::getValue));
        return new Socket(
                connectionId,
                TaskHubName.valueOf(fields.getOrDefault("hub", "")),
                new Viewer(new KeyId(fields.getOrDefault("key", "")), fields.get("user")),
                "1".equals(fields.get("shaken")),
                Duration.ofMillis(Long.parseLong(fields.getOrDefault("alive", "0"))),
                query,
                fields.getOrDefault("refusal", ""));
    }

    static String name(String connectionId, Spelling spelling) {
        return connectionId + " " + spelling.name();
    }

    static String on(Instant at, SocketSubscription subscription) {
        SubscribeOptions options = subscription.options();
        return at.toEpochMilli()
                + " on "
                + options.afterSequence()
                + " "
                + subscription.hub().name()
                + " "
                + String.join(",", options.events());
    }

    static String off(Instant at) {
        return at.toEpochMilli() + " off";
    }

    static Optional<SocketSubscription> subscription(String name, String value) {
        String[] who = name.split(" ", -1);
        String[] what = value.split(" ", 5);
        if (who.length != 2 || what.length != 5 || !what[1].equals("on")) {
            return Optional.empty();
        }
        Set<String> events =
                Arrays.stream(what[4].split(",", -1))
                        .filter(e -> !e.isEmpty())
                        .collect(Collectors.toSet());
        return Optional.of(
                new SocketSubscription(
                        who[0],
                        TaskHubName.valueOf(what[3]),
                        Spelling.valueOf(who[1]),
                        new SubscribeOptions(events, Long.parseLong(what[2]))));
    }
}
