package im.conduit.realtime.media;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Names media so that nobody can guess a name, while the same work always gets the same one: a
/// repeat after a crash overwrites what the first try left. Safe for use by many threads.
public final class MediaKeys {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;

    /// @param secret at least 32 bytes
    public MediaKeys(byte[] secret) {
        if (secret.length < 32) {
            throw new IllegalArgumentException("the secret of media keys needs at least 32 bytes");
        }
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /// The key of one medium.
    ///
    /// @param work what made it, such as the task's id
    /// @param index its place in the result
    /// @param format `png`, `mp4`, …: the key's ending
    public MediaKey key(String work, int index, String format) {
        byte[] digest = mac("media:" + work + ":" + index);
        String name = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        return new MediaKey(name + "." + format);
    }

    private byte[] mac(String input) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(input.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
