package im.conduit.signalr.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import im.conduit.signalr.server.HubAuthenticator;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// HS256 tokens of the host, under a key that lives as long as the process.
final class Jwt implements HubAuthenticator {

    static final String NAME_IDENTIFIER =
            "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier";

    private static final Duration LEEWAY = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] KEY = new byte[32];

    static {
        new SecureRandom().nextBytes(KEY);
    }

    /// A token for a user.
    static String issue(String user, Duration validity) {
        String head = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        Map<String, Object> claims =
                Map.of(NAME_IDENTIFIER, user, "exp", Instant.now().plus(validity).getEpochSecond());
        try {
            String signed = head + "." + encode(JSON.writeValueAsString(claims));
            return signed + "." + sign(signed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The principal of a token, or `null` when it is not ours or too old.
    static @Nullable HubPrincipal check(@Nullable String token) {
        if (token == null) {
            return null;
        }
        int end = token.lastIndexOf('.');
        int start = token.indexOf('.');
        if (start < 0
                || start == end
                || !MessageDigest.isEqual(
                        sign(token.substring(0, end)).getBytes(StandardCharsets.UTF_8),
                        token.substring(end + 1).getBytes(StandardCharsets.UTF_8))) {
            return null;
        }
        try {
            return principal(
                    JSON.readTree(Base64.getUrlDecoder().decode(token.substring(start + 1, end))));
        } catch (java.io.IOException | IllegalArgumentException _) {
            return null;
        }
    }

    private static @Nullable HubPrincipal principal(JsonNode claims) {
        Instant expires = Instant.ofEpochSecond(claims.path("exp").asLong());
        JsonNode user = claims.path(NAME_IDENTIFIER);
        if (!user.isTextual() || expires.plus(LEEWAY).isBefore(Instant.now())) {
            return null;
        }
        Map<String, List<String>> all = new HashMap<>();
        claims.properties()
                .forEach(member -> all.put(member.getKey(), List.of(member.getValue().asText())));
        return new HubPrincipal(user.asText(), all, Set.of(), expires);
    }

    @Override
    public Decision authenticate(HubRequest request) {
        HubPrincipal principal = check(request.bearerToken());
        return principal == null
                ? new Decision.Refused(401, Map.of("WWW-Authenticate", "Bearer"), "")
                : new Decision.Accepted(principal);
    }

    private static String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
