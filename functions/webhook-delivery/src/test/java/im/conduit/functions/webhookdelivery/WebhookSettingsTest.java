package im.conduit.functions.webhookdelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.conduit.realtime.webhook.WebhookSettings;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookSettingsTest {

    @Test
    void whatIsNotConfiguredIsTheContracts() {
        assertThat(read(Map.of())).isEqualTo(WebhookSettings.DEFAULT);
        assertThat(read(Map.of("conduit.webhooks.allowed-ranges", "")))
                .isEqualTo(WebhookSettings.DEFAULT);
    }

    @Test
    void everySettingIsRead() {
        Map<String, Object> all =
                Map.of(
                        "conduit.webhooks.allow-http",
                        true,
                        "conduit.webhooks.allowed-ranges",
                        List.of("127.0.0.0/8", "::1/128"),
                        "conduit.webhooks.timeout",
                        "3s",
                        "conduit.webhooks.retry-delays",
                        List.of("1s", "500ms"),
                        "conduit.webhooks.jitter",
                        "0s");
        assertThat(read(all))
                .isEqualTo(
                        WebhookSettings.DEFAULT
                                .withTargetsIn("127.0.0.0/8", "::1/128")
                                .withTimes(
                                        Duration.ofSeconds(3),
                                        List.of(Duration.ofSeconds(1), Duration.ofMillis(500)),
                                        Duration.ZERO));
    }

    @Test
    void aSettingThatCannotBeIsNamed() {
        assertThatThrownBy(() -> read(Map.of("conduit.webhooks.allowed-ranges", "10.0.0.0/40")))
                .rootCause()
                .hasMessageContaining("'10.0.0.0/40' is not an address range");
        assertThatThrownBy(() -> read(Map.of("conduit.webhooks.timeout", "11s")))
                .rootCause()
                .hasMessageContaining("conduit.webhooks.timeout must be");
    }

    private static WebhookSettings read(Map<String, Object> settings) {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        Map<String, Object> all = new HashMap<>(settings);
        all.put("conduit.pepper", key);
        all.put("conduit.encryption-key", key);
        try (ApplicationContext context = ApplicationContext.run(all)) {
            return context.getBean(WebhookSettings.class);
        }
    }
}
