package im.conduit.realtime.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import im.conduit.realtime.key.WebhookSecret;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WebhookSignerTest {

    private static final WebhookSecret SECRET =
            new WebhookSecret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    private static final String ID = "evt_018f3c2a7b5e7000800000000000abcd_3";
    private static final String BODY = "{\"prompt\":\"caf\u00e9 \ud83d\ude80\"}";
    private static final Instant AT = Instant.parse("2026-01-20T15:30:45.999Z");

    @Test
    void theSignaturesAreThoseOfAnotherImplementation() {
        // Made with OpenSSL from the same secret, time and body.
        assertThat(WebhookSigner.sign(SECRET, ID, AT, BODY))
                .containsExactly(
                        Map.entry(
                                "X-Conduit-Signature",
                                "0cc6fdd2f76cce92fe9dd04bfde4a0bde25ed5dc1b990ade25618b29c199b4bd"),
                        Map.entry("X-Conduit-Timestamp", "1768923045"),
                        Map.entry("webhook-id", ID),
                        Map.entry("webhook-timestamp", "1768923045"),
                        Map.entry(
                                "webhook-signature",
                                "v1,pPkNHtvcTWokEgS35WETkZcwI8DD01wmfpMXoqWLy4o="));
    }

    @Test
    void theStandardWebhooksLibraryAcceptsIt() throws Exception {
        WebhookSecret secret = WebhookSecret.random();
        Map<String, String> signed = WebhookSigner.sign(secret, ID, Instant.now(), BODY);
        new Webhook(secret.value()).verify(BODY, headers(signed));
    }

    @Test
    void theStandardWebhooksLibraryRefusesAnotherBodyAndAnOldTime() throws Exception {
        WebhookSecret secret = WebhookSecret.random();
        Webhook receiver = new Webhook(secret.value());
        Map<String, String> fresh = WebhookSigner.sign(secret, ID, Instant.now(), BODY);
        assertThatThrownBy(() -> receiver.verify(BODY + " ", headers(fresh)))
                .isInstanceOf(WebhookVerificationException.class);
        Map<String, String> old = WebhookSigner.sign(secret, ID, AT, BODY);
        assertThatThrownBy(() -> receiver.verify(BODY, headers(old)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    private static HttpHeaders headers(Map<String, String> signed) {
        Map<String, List<String>> lists = new TreeMap<>();
        signed.forEach((name, value) -> lists.put(name, List.of(value)));
        return HttpHeaders.of(lists, (name, value) -> true);
    }
}
