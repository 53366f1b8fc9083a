package im.conduit.signalr.netty;

import im.conduit.signalr.server.ServedEndpoint;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which endpoint a request is for: by path, without regard to case or to escapes, with or without
/// a slash at the end.
final class HubRoutes {

    private static final String NEGOTIATE = "/negotiate";
    private static final Pattern ESCAPED_SLASH = Pattern.compile("%2f", Pattern.CASE_INSENSITIVE);

    /// An endpoint or its negotiate.
    record Route(ServedEndpoint endpoint, boolean negotiate) {}

    private final Map<String, Route> routes;

    HubRoutes(List<ServedEndpoint> endpoints) {
        Map<String, Route> all = new HashMap<>();
        for (ServedEndpoint endpoint : endpoints) {
            String path = endpoint.path().toLowerCase(Locale.ROOT);
            all.put(path, new Route(endpoint, false));
            all.put(path + NEGOTIATE, new Route(endpoint, true));
        }
        this.routes = Map.copyOf(all);
    }

    /// The route of a request target, or `null`.
    @Nullable Route find(String uri) {
        if (routes.isEmpty()) {
            return null;
        }
        int end = uri.indexOf('?');
        String path = end < 0 ? uri : uri.substring(0, end);
        int scheme = path.indexOf("://");
        if (scheme > 0) { // absolute form
            int start = path.indexOf('/', scheme + 3);
            path = start < 0 ? "/" : path.substring(start);
        }
        if (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return routes.get(decoded(path).toLowerCase(Locale.ROOT));
    }

    /// An escaped slash stays as it is, since it separates nothing; so do escapes that are broken.
    private static String decoded(String path) {
        if (path.indexOf('%') < 0 || ESCAPED_SLASH.matcher(path).find()) {
            return path;
        }
        try {
            return new QueryStringDecoder(path).path();
        } catch (IllegalArgumentException _) {
            return path;
        }
    }
}
