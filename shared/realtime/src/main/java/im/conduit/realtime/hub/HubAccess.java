package im.conduit.realtime.hub;

import im.conduit.realtime.key.KeyAuthenticator;
import im.conduit.realtime.key.KeyAuthenticator.Verdict;
import im.conduit.realtime.key.KeyId;
import im.conduit.signalr.server.HubAuthenticator;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Lets virtual keys into the hubs. The credential is looked for in this order: query
// `access_token`,
/// query `api_key`, `Authorization: Bearer`, `X-API-Key`. Contract section 1.
@Singleton
public final class HubAccess implements HubAuthenticator {

    /// Claim: the id of the key that a connection speaks for.
    public static final String KEY_CLAIM = "conduit/key";

    /// Claim: the end user that the connection is narrowed to, if it is.
    public static final String USER_CLAIM = "conduit/user";

    private static final String BEARER = "Bearer ";

    private final KeyAuthenticator keys;

    HubAccess(KeyAuthenticator keys) {
        this.keys = keys;
    }

    @Override
    public Decision authenticate(HubRequest request) {
        return credentials(request)
                .filter(text -> text != null && !text.isEmpty())
                .findFirst()
                .map(keys::authenticate)
                .map(HubAccess::decide)
                .orElseGet(HubAccess::unauthorized);
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

    private static Stream<String> credentials(HubRequest request) {
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

    private static Decision decide(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Active(var key) ->
                    new Decision.Accepted(principal(new Viewer(key.id(), null)));
            case Verdict.Inactive() -> new Decision.Refused(403, Map.of(), "");
            case Verdict.Unknown() -> unauthorized();
        };
    }

    private static Decision unauthorized() {
        return new Decision.Refused(401, Map.of("WWW-Authenticate", "Bearer"), "");
    }
}
