package im.conduit.signalr.netty;

import im.conduit.signalr.server.Ending;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.ServedEndpoint;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections of this node by token, and the sweep that looks at all of them twice a second.
final class LiveConnections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveConnections.class);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration SLACK = Duration.ofSeconds(5);

    /// What a token leads to.
    sealed interface Found {
        record Known(LiveConnection connection) implements Found {}

        record Negotiated(ConnectionTokens.Claims claims) implements Found {}

        record Nothing() implements Found {}
    }

    private final ConnectionTokens tokens;
    private final long spentNanos;
    private final Map<String, LiveConnection> byToken = new ConcurrentHashMap<>();
    private final Map<String, Long> spent = new ConcurrentHashMap<>();
    private final EarlyRoom early = new EarlyRoom(EarlyRoom.MOST);
    private volatile boolean draining;
    private final ScheduledExecutorService sweeper =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("signalr-sweep").factory());

    LiveConnections(ConnectionTokens tokens) {
        this.tokens = tokens;
        this.spentNanos = tokens.validity().plus(SLACK).toNanos();
        sweeper.scheduleAtFixedRate(
                () -> sweep(System.nanoTime()), 500, 500, TimeUnit.MILLISECONDS);
    }

    ConnectionTokens tokens() {
        return tokens;
    }

    EarlyRoom early() {
        return early;
    }

    /// What a token leads to at an endpoint. A token serves the endpoints of one hub.
    Found find(String token, ServedEndpoint endpoint) {
        LiveConnection known = byToken.get(token);
        if (known != null) {
            return !known.isOver() && known.endpoint().hubName().equals(endpoint.hubName())
                    ? new Found.Known(known)
                    : new Found.Nothing();
        }
        ConnectionTokens.Claims claims = tokens.check(token, endpoint.hubName());
        return claims == null || spent.containsKey(token)
                ? new Found.Nothing()
                : new Found.Negotiated(claims);
    }

    /// The connection of a negotiated token, made on first use, for a transport to connect.
    LiveConnection open(String token, ConnectionTokens.Claims claims, ServedEndpoint endpoint) {
        return byToken.computeIfAbsent(
                token, _ -> new LiveConnection(token, claims, endpoint, early));
    }

    /// The connection of a negotiated token, for somebody who does not connect it.
    ///
    /// @return `null` when it is not known yet and there is no room for one more
    @Nullable LiveConnection openEarly(
            String token, ConnectionTokens.Claims claims, ServedEndpoint endpoint) {
        return byToken.computeIfAbsent(
                token,
                _ -> {
                    LiveConnection made = new LiveConnection(token, claims, endpoint, early);
                    return made.makeRoom(EarlyRoom.CONNECTION) ? made : null;
                });
    }

    /// A connection without negotiate.
    LiveConnection openUnasked(ServedEndpoint endpoint) {
        String id = tokens.newId();
        String token = tokens.issue(id, endpoint.hubName(), HubPrincipal.anonymous(), false);
        LiveConnection made =
                new LiveConnection(token, ConnectionTokens.Claims.unasked(id), endpoint, early);
        byToken.put(token, made);
        return made;
    }

    /// Forgets a connection; its token is worth nothing any more.
    void forget(LiveConnection connection) {
        if (byToken.remove(connection.token(), connection)) {
            spent.put(connection.token(), System.nanoTime());
            connection.markOver();
        }
    }

    int size() {
        return byToken.size();
    }

    void sweep(long now) {
        for (LiveConnection connection : byToken.values()) {
            try {
                connection.tick(now);
                if (connection.isOver()) {
                    forget(connection);
                }
            } catch (Throwable e) { // or nobody would be looked at ever again
                LOG.error("The sweep failed at a connection", e);
            }
        }
        spent.values().removeIf(since -> now - since > spentNanos);
    }

    /// Whether the server goes down: nobody new comes in.
    boolean draining() {
        return draining;
    }

    /// Ends all connections and waits for them to take leave.
    void drain(Duration most) {
        draining = true;
        byToken.values().forEach(connection -> connection.end(Ending.shutdown()));
        long end = System.nanoTime() + most.toNanos();
        while (!allHaveTakenLeave() && System.nanoTime() < end) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Those whose last poll may still come stay known for it.
    private boolean allHaveTakenLeave() {
        return byToken.values().stream().allMatch(LiveConnection::hasTakenLeave);
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
    }
}
