package im.conduit.app;

import java.security.SecureRandom;
import java.util.Base64;

/// What the local app invents once and keeps in its data folder.
///
/// @param pepper 32 bytes, base64: what keys are hashed under
/// @param encryptionKey 32 bytes, base64: what secrets at rest are sealed under
/// @param developmentKey the virtual key printed at every start
/// @param webhookSecret that key's webhook secret
record Secrets(String pepper, String encryptionKey, String developmentKey, String webhookSecret) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHANUMERIC =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// Those of a folder, made the first time.
    static Secrets of(DataFolder folder) {
        return new Secrets(
                folder.secret("pepper", Secrets::base64),
                folder.secret("encryption-key", Secrets::base64),
                folder.secret("development-key", () -> "condt_" + alphanumerics(32)),
                folder.secret("webhook-secret", () -> "whsec_" + base64()));
    }

    /// Random letters and digits.
    static String alphanumerics(int length) {
        StringBuilder text = new StringBuilder(length);
        RANDOM.ints(length, 0, ALPHANUMERIC.length())
                .forEach(i -> text.append(ALPHANUMERIC.charAt(i)));
        return text.toString();
    }

    private static String base64() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// Without the secrets.
    @Override
    public String toString() {
        return "Secrets";
    }
}
