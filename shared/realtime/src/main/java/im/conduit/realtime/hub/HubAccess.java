package im.conduit.realtime.hub;

import im.conduit.realtime.key.Caller;
import im.conduit.realtime.key.Credentials;
import im.conduit.realtime.key.Credentials.Verdict;
import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.key.SessionRule;
import im.conduit.signalr.server.HubAuthenticator;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lets virtual keys, realtime tokens and browser sessions into the hubs. The credential is looked
/// for in this order: query `access_token`, query `api_key`, `Authorization: Bearer`, `X-API-Key`,
/// the session's cookie. Contract sections 1 and 6.
@Singleton
public final class HubAccess implements HubAuthenticator {

    /// Claim: the id of the key that a connection speaks for.
    public static final String KEY_CLAIM = "conduit/key";

    /// Claim: the end user that the connection is narrowed to, if it is.
    public static final String USER_CLAIM = "conduit/user";

    private static final String BEARER = "Bearer ";

    private final Credentials credentials;
    private final SessionRule sessions;

    HubAccess(Credentials credentials, SessionRule sessions) {
        this.credentials = credentials;
        this.sessions = sessions;
    }

    @Override
    public Decision authenticate(HubRequest request) {
        Verdict verdict =
                presented(request)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .map(credentials::keyOrToken)
                        .orElseGet(() -> session(request));
        return switch (verdict) {
            case Verdict.Accepted(Caller caller, Instant expires) -> accepted(caller, expires);
            case Verdict.Inactive() -> new Decision.Refused(403, Map.of(), "");
            case Verdict.Unknown() ->
                    new Decision.Refused(401, Map.of("WWW-Authenticate", "Bearer"), "");
        };
    }

    /// The principal of a viewer.
    public static HubPrincipal principal(Viewer viewer) {
        String key = viewer.key().value();
        Map<String, List<String>> claims =
                viewer.user() == null
                        ? Map.of(KEY_CLAIM, List.of(key))
                        : Map.of(KEY_CLAIM, List.of(key), USER_CLAIM, List.of(viewer.user()));
        return new HubPrincipal(key, claims, Set.of(), null);
    }

    /// On whose behalf a principal looks at tasks.
    ///
    /// @throws IllegalArgumentException when it was not let in by this room
    public static Viewer viewer(HubPrincipal principal) {
        String key = principal.claim(KEY_CLAIM);
        if (key == null) {
            throw new IllegalArgumentException("not a principal of a virtual key");
        }
        return new Viewer(new KeyId(key), principal.claim(USER_CLAIM));
    }

    private Verdict session(HubRequest request) {
        String cookie = request.cookie(Credentials.SESSION_COOKIE);
        String origin = request.header("Origin");
        boolean allowed =
                "websocket".equalsIgnoreCase(request.header("Upgrade"))
                        ? sessions.allowsUpgrade(origin)
                        : sessions.allows(origin, request.header("Sec-Fetch-Site"));
        return cookie != null && allowed ? credentials.session(cookie) : new Verdict.Unknown();
    }

    private static Stream<String> presented(HubRequest request) {
        String authorization = request.header("Authorization");
        String bearer =
                authorization != null
                                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        ? authorization.substring(BEARER.length()).strip()
                        : null;
        return Stream.of(
                        request.query("access_token"),
                        request.query("api_key"),
                        bearer,
                        request.header("X-API-Key"))
                .map(text -> text == null ? "" : text);
    }

    private static Decision accepted(Caller caller, @Nullable Instant expires) {
        HubPrincipal principal = principal(new Viewer(caller.id(), caller.user()));
        return new Decision.Accepted(
                new HubPrincipal(
                        principal.userId(), principal.claims(), principal.roles(), expires));
    }
}
