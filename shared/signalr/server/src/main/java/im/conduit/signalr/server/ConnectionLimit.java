package im.conduit.signalr.server;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Admits so many connections to this node, and so many of each user among them. Who negotiates
/// while there is no place is told to come back; who connects all the same is refused in the
/// handshake. Safe for use by many threads.
public final class ConnectionLimit implements Admission {

    private static final String NO_PLACE = "Connection limit exceeded";
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final String NOBODY = "";

    private final int most;
    private final int mostPerUser;
    private final Map<String, String> users = new HashMap<>(); // by connection id
    private final Map<String, Integer> counts = new HashMap<>();

    /// @param most connections at the same time, at least 1
    /// @param mostPerUser connections of one user at the same time, at least 1; anonymous ones are
    ///     not counted
    public ConnectionLimit(int most, int mostPerUser) {
        if (most < 1) {
            throw new IllegalArgumentException("signalr.connections.maximum must be positive");
        }
        if (mostPerUser < 1) {
            throw new IllegalArgumentException(
                    "signalr.connections.maximum-per-user must be positive");
        }
        this.most = most;
        this.mostPerUser = mostPerUser;
    }

    @Override
    public synchronized @Nullable Busy beforeNegotiate(HubRequest request, HubPrincipal principal) {
        if (isFull(principal)) {
            return new Busy(429, RETRY_AFTER_SECONDS, NO_PLACE);
        }
        return users.size() < most ? null : new Busy(503, RETRY_AFTER_SECONDS, NO_PLACE);
    }

    @Override
    public synchronized @Nullable String claim(
            String connectionId, HubRequest request, HubPrincipal principal) {
        if (users.size() >= most || isFull(principal)) {
            return NO_PLACE;
        }
        String user = principal.userId();
        users.put(connectionId, user == null ? NOBODY : user);
        if (user != null) {
            counts.merge(user, 1, Integer::sum);
        }
        return null;
    }

    @Override
    public synchronized void release(String connectionId) {
        String user = users.remove(connectionId);
        if (user != null) {
            counts.computeIfPresent(user, (_, count) -> count > 1 ? count - 1 : null);
        }
    }

    private boolean isFull(HubPrincipal principal) {
        String user = principal.userId();
        return user != null && counts.getOrDefault(user, 0) >= mostPerUser;
    }
}
