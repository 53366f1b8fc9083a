package im.conduit.signalr.netty;

import im.conduit.signalr.server.SettingDuration;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// The settings `signalr.tokens.*`: for the tokens that negotiation hands out.
///
/// @param secret signs connection tokens, at least 32 characters and the same on all nodes, so that
///     any of them accepts a negotiated WebSocket; without it each node makes up its own
/// @param validity how long a token may wait for its first connect
@ConfigurationProperties("signalr.tokens")
record TokenSettings(
        @Nullable String secret, @Bindable(defaultValue = "15s") SettingDuration validity) {

    private static final int LEAST = 32;

    /// Rejects a secret that can be guessed.
    TokenSettings {
        if (secret != null && secret.length() < LEAST) {
            throw new IllegalArgumentException(
                    "signalr.tokens.secret must have at least " + LEAST + " characters");
        }
    }

    byte[] key() {
        if (secret == null) {
            byte[] random = new byte[LEAST];
            new SecureRandom().nextBytes(random);
            return random;
        }
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
