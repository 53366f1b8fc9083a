package im.conduit.signalr.netty;

import im.conduit.signalr.server.HubRequest;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Which origins a browser may call hubs from. The origin itself is echoed, never `*`, since the
/// clients send credentials.
record CorsPolicy(Set<String> origins) {

    private static final String ANY = "*";

    /// Whether any origin was configured.
    boolean active() {
        return !origins.isEmpty();
    }

    /// The origin to let in, or `null` when there is none or it is a stranger.
    private @Nullable String allowed(HubRequest request) {
        String origin = request.header("origin");
        return origin != null && (origins.contains(ANY) || origins.contains(origin))
                ? origin
                : null;
    }

    /// Whether a WebSocket may be opened: it has no preflight, so the origin is checked here. A
    /// page of the same host may always.
    boolean admitsSocket(HubRequest request) {
        String origin = request.header("origin");
        if (!active() || origin == null || allowed(request) != null) {
            return true;
        }
        String host = request.header("host");
        return host != null && origin.endsWith("://" + host);
    }

    boolean isPreflight(HubRequest request) {
        return active() && request.method().equals("OPTIONS") && allowed(request) != null;
    }

    void decorate(HubRequest request, BiConsumer<String, String> headers) {
        String origin = allowed(request);
        if (origin == null) {
            return;
        }
        headers.accept("Access-Control-Allow-Origin", origin);
        headers.accept("Access-Control-Allow-Credentials", "true");
        headers.accept("Vary", "Origin");
        if (request.method().equals("OPTIONS")) {
            echo(request, "access-control-request-method", "Access-Control-Allow-Methods", headers);
            echo(
                    request,
                    "access-control-request-headers",
                    "Access-Control-Allow-Headers",
                    headers);
        }
    }

    private static void echo(
            HubRequest request, String asked, String given, BiConsumer<String, String> headers) {
        String value = request.header(asked);
        if (value != null) {
            headers.accept(given, value);
        }
    }
}
