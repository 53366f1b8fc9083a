package im.conduit.realtime.webhook;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.key.KeyStore;
import im.conduit.realtime.key.SecretBox;
import im.conduit.realtime.key.WebhookSecret;
import im.conduit.realtime.webhook.Delivery.Content;
import im.conduit.realtime.webhook.WebhookTransport.Post;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes the HTTP request of a delivery.
@Singleton
final class PostWriter {

    /// The context under which a submission's `webhook_headers` are sealed.
    private static final String HEADERS_CONTEXT = "webhook-headers";

    private final DeliveryDocuments documents;
    private final KeyStore keys;
    private final SecretBox box;
    private final Duration timeout;

    PostWriter(
            DeliveryDocuments documents, KeyStore keys, SecretBox box, WebhookSettings settings) {
        this.documents = documents;
        this.keys = keys;
        this.box = box;
        this.timeout = settings.timeout();
    }

    /// The body: the kept one, or a new one.
    String body(Delivery delivery) {
        return switch (delivery.content()) {
            case Content.Kept(String body) -> body;
            case Content.Snapshot snapshot -> documents.body(delivery.type(), snapshot);
            case Content.Gone() -> throw new IllegalArgumentException("it was dropped");
        };
    }

    /// The request of an attempt that begins `at`. The caller's headers never replace ours.
    Post post(Delivery delivery, String body, Instant at) {
        Map<String, String> headers = new LinkedHashMap<>();
        String sealed = delivery.target().sealedHeaders();
        if (sealed != null) {
            headers.putAll(documents.headers(box.open(sealed, HEADERS_CONTEXT)));
        }
        headers.put("Content-Type", "application/json");
        headers.put("X-Webhook-Type", delivery.type().webhookType());
        WebhookSecret secret = secret(delivery.owner());
        headers.putAll(WebhookSigner.sign(secret, delivery.id().eventId(), at, body));
        return new Post(delivery.target().url(), headers, body, timeout);
    }

    private WebhookSecret secret(KeyId owner) {
        String sealed =
                keys.sealedWebhookSecret(owner)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "key " + owner + " has no webhook secret"));
        return new WebhookSecret(box.open(sealed, WebhookSecret.CONTEXT));
    }
}
