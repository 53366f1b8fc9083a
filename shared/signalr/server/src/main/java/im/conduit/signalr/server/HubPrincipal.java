package im.conduit.signalr.server;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who a request comes from.
///
/// @param userId the id that messages to a user are addressed to; `null` for nobody in particular
/// @param claims claim type to values
/// @param roles what `@RolesAllowed` on hub methods is checked against
/// @param expires when the proof of identity runs out, if it does
public record HubPrincipal(
        @Nullable String userId,
        Map<String, List<String>> claims,
        Set<String> roles,
        @Nullable Instant expires) {

    /// The claims that name a user, in JWT's spelling and in that of .NET.
    private static final List<String> USER_CLAIMS =
            List.of(
                    "sub",
                    "nameid",
                    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier");

    private static final HubPrincipal ANONYMOUS = new HubPrincipal(null, Map.of(), Set.of(), null);

    /// Copies the collections.
    public HubPrincipal {
        claims = Map.copyOf(claims);
        roles = Set.copyOf(roles);
    }

    /// Nobody in particular.
    public static HubPrincipal anonymous() {
        return ANONYMOUS;
    }

    /// A user without claims or roles.
    public static HubPrincipal user(String userId) {
        return new HubPrincipal(userId, Map.of(), Set.of(), null);
    }

    /// The user whom claims name: the first of `sub`, `nameid` and .NET's `NameIdentifier` that
    /// has a value is the user id; without any it is nobody in particular.
    public static HubPrincipal of(
            Map<String, List<String>> claims, Set<String> roles, @Nullable Instant expires) {
        String userId =
                USER_CLAIMS.stream()
                        .flatMap(type -> claims.getOrDefault(type, List.of()).stream())
                        .findFirst()
                        .orElse(null);
        return new HubPrincipal(userId, claims, roles, expires);
    }

    /// The first value of a claim, or `null`.
    public @Nullable String claim(String type) {
        List<String> values = claims.getOrDefault(type, List.of());
        return values.isEmpty() ? null : values.getFirst();
    }
}
