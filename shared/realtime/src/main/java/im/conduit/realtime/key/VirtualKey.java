package im.conduit.realtime.key;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A virtual key as the store knows it: everything but the key's own characters.
///
/// @param id stable id
/// @param name what its owner calls it
/// @param enabled false: every request is refused with 403
/// @param expiresAt the moment from which requests are refused with 403, or never
/// @param allowedModels exact names or prefixes with a trailing `*`; empty allows all
public record VirtualKey(
        KeyId id,
        String name,
        boolean enabled,
        @Nullable Instant expiresAt,
        List<String> allowedModels) {

    /// Copies the list.
    public VirtualKey {
        allowedModels = List.copyOf(allowedModels);
    }

    /// Whether requests under this key are served at `now`.
    public boolean active(Instant now) {
        return enabled && (expiresAt == null || now.isBefore(expiresAt));
    }

    /// Whether this key may use `model`.
    public boolean allows(String model) {
        return allowedModels.isEmpty() || allowedModels.stream().anyMatch(m -> matches(m, model));
    }

    private static boolean matches(String pattern, String model) {
        return pattern.endsWith("*")
                ? model.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(model);
    }
}
