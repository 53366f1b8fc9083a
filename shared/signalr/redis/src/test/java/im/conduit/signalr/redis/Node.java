package im.conduit.signalr.redis;

import im.conduit.signalr.server.HubContext;
import im.conduit.signalr.server.HubServer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A server on a free port, one of several on the same Redis.
final class Node implements AutoCloseable {

    /// How many questions a client may leave unanswered.
    static final int MOST_QUESTIONS = 100;

    private final EmbeddedServer server;

    private Node(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("micronaut.server.port", -1);
        all.put("micronaut.server.host", "127.0.0.1");
        server = ApplicationContext.run(all).getBean(EmbeddedServer.class).start();
    }

    static Node on(String redis) {
        return on(redis, Map.of("signalr.redis.timeout", "1s"));
    }

    static Node on(String redis, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("signalr.redis.uri", redis);
        all.put("signalr.maximum-client-results-per-client", MOST_QUESTIONS);
        return new Node(all);
    }

    URI rooms(@Nullable String user) {
        String query = user == null ? "" : "?access_token=" + user;
        return URI.create("ws://127.0.0.1:" + server.getPort() + "/rooms" + query);
    }

    HubContext<RoomHub> outside() {
        return server.getApplicationContext().getBean(HubServer.class).context(RoomHub.class);
    }

    RedisLifetimes backplane() {
        return server.getApplicationContext().getBean(RedisLifetimes.class);
    }

    @Override
    public void close() {
        server.getApplicationContext().close();
    }
}
