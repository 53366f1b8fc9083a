package im.conduit.realtime.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes and reads what stands for a key for a while: realtime tokens and browser sessions. Signed
/// under a key derived from the pepper, so that every instance accepts them without asking anybody;
/// they are not encrypted. Safe for use by many threads.
final class TokenSigner {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final KeyHasher signer;

    TokenSigner(KeyHasher signer) {
        this.signer = signer;
    }

    /// What a token is for. The prefix carries the version of the form.
    enum Kind {
        REALTIME("rt1_"),
        SESSION("cs1_");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /// What a token says.
    ///
    /// @param key who it stands for
    /// @param user the end user that it is narrowed to
    /// @param expires the moment from which it counts no more, in whole seconds
    record Claims(KeyId key, @Nullable String user, Instant expires) {}

    static boolean isOf(Kind kind, String text) {
        return text.startsWith(kind.prefix);
    }

    String sign(Kind kind, Claims claims) {
        String user = claims.user() == null ? "-" : "+" + claims.user();
        String fields =
                claims.key().value() + "\n" + claims.expires().getEpochSecond() + "\n" + user;
        String body = kind.prefix + ENCODER.encodeToString(fields.getBytes(StandardCharsets.UTF_8));
        return body + "." + signature(body);
    }

    /// What the token says, if this service signed it; it may have expired.
    Optional<Claims> verify(Kind kind, String token) {
        int dot = token.lastIndexOf('.');
        if (!isOf(kind, token) || dot < 0 || !signed(token.substring(0, dot), token)) {
            return Optional.empty();
        }
        String fields =
                new String(
                        Base64.getUrlDecoder().decode(token.substring(kind.prefix.length(), dot)),
                        StandardCharsets.UTF_8);
        String[] parts = fields.split("\n", 3);
        return Optional.of(
                new Claims(
                        new KeyId(parts[0]),
                        parts[2].equals("-") ? null : parts[2].substring(1),
                        Instant.ofEpochSecond(Long.parseLong(parts[1]))));
    }

    private boolean signed(String body, String token) {
        String expected = body + "." + signature(body);
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private String signature(String body) {
        return ENCODER.encodeToString(signer.sign("token", body));
    }
}
