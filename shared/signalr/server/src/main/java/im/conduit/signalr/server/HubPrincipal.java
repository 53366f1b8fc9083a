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

    /// The first value of a claim, or `null`.
    public @Nullable String claim(String type) {
        List<String> values = claims.getOrDefault(type, List.of());
        return values.isEmpty() ? null : values.getFirst();
    }
}
