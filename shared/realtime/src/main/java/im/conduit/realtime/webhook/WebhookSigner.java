package im.conduit.realtime.webhook;

import im.conduit.realtime.key.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs webhooks twice: `X-Conduit-Signature` over the body, keyed by the secret's whole text, and
/// `webhook-signature` over id, time and body, keyed by its bytes (Standard Webhooks). Contract
/// section 7.
final class WebhookSigner {

    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSigner() {}

    /// The signature headers of one attempt.
    ///
    /// @param id the `webhook-id`
    /// @param at when the attempt is made
    static Map<String, String> sign(WebhookSecret secret, String id, Instant at, String body) {
        String seconds = Long.toString(at.getEpochSecond());
        byte[] whole = secret.value().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Conduit-Signature", HexFormat.of().formatHex(hmac(whole, body)));
        headers.put("X-Conduit-Timestamp", seconds);
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", seconds);
        byte[] standard = hmac(secret.bytes(), id + "." + seconds + "." + body);
        headers.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(standard));
        return headers;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has " + ALGORITHM, e);
        }
    }
}
