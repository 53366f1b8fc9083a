package im.conduit.testkit.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One request that reached a [WebhookSink]. The signature checks are a receiver's, written from
/// the contract and the Standard Webhooks specification without the sender's code.
///
/// @param at when its body had been read
/// @param method HTTP method
/// @param path path with query
/// @param headers names in lower case
/// @param text the body, exactly
public record ReceivedWebhook(
        Instant at, String method, String path, Map<String, List<String>> headers, String text) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// The first value of a header.
    ///
    /// @param name in lower case
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /// The body as JSON.
    public JsonNode json() {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the body is not JSON: " + text, e);
        }
    }

    /// The `webhook-id`, or an empty text.
    public String webhookId() {
        return header("webhook-id").orElse("");
    }

    /// The body's `event_type`, or an empty text.
    public String eventType() {
        return json().path("event_type").asText();
    }

    /// The body's `task_id`, or an empty text.
    public String taskId() {
        return json().path("task_id").asText();
    }

    /// Whether `X-Conduit-Signature` is the hex HMAC-SHA256 of the body under the whole secret
    /// text.
    public boolean conduitSignatureHolds(String secret) {
        byte[] expected = hmac(secret.getBytes(StandardCharsets.UTF_8), text);
        return header("x-conduit-signature")
                .filter(HexFormat.of().formatHex(expected)::equals)
                .isPresent();
    }

    /// Whether one entry of `webhook-signature` is the Standard Webhooks signature of id, timestamp
    /// and body under the decoded secret.
    public boolean standardSignatureHolds(String secret) {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        String signed = webhookId() + "." + header("webhook-timestamp").orElse("") + "." + text;
        byte[] expected = hmac(key, signed);
        return Arrays.stream(header("webhook-signature").orElse("").split(" "))
                .filter(entry -> entry.startsWith("v1,"))
                .map(entry -> Base64.getDecoder().decode(entry.substring(3)))
                .anyMatch(given -> MessageDigest.isEqual(given, expected));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
