package im.conduit.realtime.key;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// From where a browser session may be used: this service's own pages and allowed origins. Contract
/// section 6.
@Singleton
public final class SessionRule {

    private final AllowedOrigins origins;
    private final URI home;

    /// @param publicUrl where browsers reach this service
    SessionRule(AllowedOrigins origins, @Value("${conduit.public-url}") URI publicUrl) {
        this.origins = origins;
        this.home = publicUrl;
    }

    /// Whether a request may be authenticated by the session cookie.
    ///
    /// @param origin header `Origin`; absent counts as the same origin unless `fetchSite` says
    ///     otherwise
    /// @param fetchSite header `Sec-Fetch-Site`
    public boolean allows(@Nullable String origin, @Nullable String fetchSite) {
        if (origin != null) {
            return allowsUpgrade(origin);
        }
        return fetchSite == null || fetchSite.equals("same-origin") || fetchSite.equals("none");
    }

    /// Whether a WebSocket upgrade may be: browsers send cookies with those from anywhere, so it
    /// must say where it comes from.
    public boolean allowsUpgrade(@Nullable String origin) {
        return origin != null && (origin.equalsIgnoreCase(ownOrigin()) || origins.allows(origin));
    }

    /// Whether the cookie is kept from plain HTTP: everywhere but on loopback.
    public boolean secure() {
        String host = String.valueOf(home.getHost()).toLowerCase(Locale.ROOT);
        boolean loopback =
                host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        return !loopback || "https".equalsIgnoreCase(home.getScheme());
    }

    private String ownOrigin() {
        String port = home.getPort() < 0 ? "" : ":" + home.getPort();
        return home.getScheme() + "://" + home.getHost() + port;
    }
}
