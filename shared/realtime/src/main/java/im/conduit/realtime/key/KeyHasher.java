package im.conduit.realtime.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Turns the characters of a virtual key into what is stored of it: HMAC-SHA-256 under the server's
/// pepper. Whoever has the store alone can neither guess keys nor learn anything from how long a
/// look-up takes. Safe for use by many threads.
public final class KeyHasher {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec pepper;
    private final SecretKeySpec signingKey;

    /// @param pepper at least 32 bytes
    public KeyHasher(byte[] pepper) {
        if (pepper.length < 32) {
            throw new IllegalArgumentException("conduit.pepper must have at least 32 bytes");
        }
        this.pepper = new SecretKeySpec(pepper, ALGORITHM);
        byte[] derived = mac(this.pepper, "conduit signatures".getBytes(StandardCharsets.UTF_8));
        this.signingKey = new SecretKeySpec(derived, ALGORITHM);
    }

    /// The hash of a key's characters (UTF-8).
    ///
    /// @return 64 lower-case hex digits
    public String hash(String characters) {
        return HexFormat.of().formatHex(mac(pepper, characters.getBytes(StandardCharsets.UTF_8)));
    }

    /// Signs a text for a purpose: HMAC-SHA-256 under a key that is derived from the pepper.
    byte[] sign(String purpose, String text) {
        return mac(signingKey, (purpose + "\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(SecretKeySpec key, byte[] input) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
