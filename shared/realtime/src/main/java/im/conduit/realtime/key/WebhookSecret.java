package im.conduit.realtime.key;

import java.security.SecureRandom;
import java.util.Base64;

/// The secret that signs a key's webhooks.
///
/// @param value `whsec_` and base64 of 32 bytes
public record WebhookSecret(String value) {

    /// The context under which a [SecretBox] seals it.
    public static final String CONTEXT = "webhook-secret";

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    /// @throws IllegalArgumentException when the value has another form
    public WebhookSecret {
        if (!value.startsWith(PREFIX) || decode(value).length != BYTES) {
            throw new IllegalArgumentException("a webhook secret is whsec_ and base64 of 32 bytes");
        }
    }

    /// Makes a new one.
    public static WebhookSecret random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /// The 32 bytes, which key `webhook-signature` (Standard Webhooks).
    public byte[] bytes() {
        return decode(value);
    }

    /// Never shows the secret.
    @Override
    public String toString() {
        return "WebhookSecret[…]";
    }

    private static byte[] decode(String value) {
        return Base64.getDecoder().decode(value.substring(PREFIX.length()));
    }
}
