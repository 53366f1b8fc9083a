package im.conduit.realtime.key;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.Base64;

/// Makes what works with the server's own secrets, so that no other room holds them.
@Factory
final class SecretFactory {

    /// @param pepper base64 of at least 32 bytes, the same on every instance
    @Singleton
    KeyHasher keyHasher(@Value("${conduit.pepper}") String pepper) {
        return new KeyHasher(decode("conduit.pepper", pepper));
    }

    /// @param key base64 of 32 bytes, the same on every instance
    @Singleton
    SecretBox secretBox(@Value("${conduit.encryption-key}") String key) {
        return new SecretBox(decode("conduit.encryption-key", key));
    }

    private static byte[] decode(String setting, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + " is not base64");
        }
    }
}
