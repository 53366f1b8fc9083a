package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalRSettingsTest {

    private static HubOptions options(Map<String, Object> settings, String... environments) {
        try (ApplicationContext context = ApplicationContext.run(settings, environments)) {
            return context.getBean(HubOptions.class);
        }
    }

    @Test
    void nothingSetMeansTheDefaultsOfSignalR() {
        assertThat(options(Map.of())).isEqualTo(HubOptions.DEFAULT);
    }

    @Test
    void dotNetNamesInTheEnvironmentAreSettings() {
        assertThat(
                        DotNetSpellings.translated(
                                Map.of(
                                        "SignalR__KeepAliveInterval", "00:00:05",
                                        "SignalR:MaximumReceiveMessageSize", "16384",
                                        "SignalR__Tokens__Validity", "00:00:20",
                                        "SignalR:Cors:AllowedOrigins", "*",
                                        "Other__Thing", "x")))
                .isEqualTo(
                        Map.of(
                                "signalr.keep-alive-interval", "00:00:05",
                                "signalr.maximum-receive-message-size", "16384",
                                "signalr.tokens.validity", "00:00:20",
                                "signalr.cors.allowed-origins", "*"));
    }

    @Test
    void dotNetDurationsAreUnderstood() {
        HubOptions options = options(Map.of("signalr.keep-alive-interval", "00:00:05"));
        assertThat(options.timing().keepAlive()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void noLimitIsWrittenAsZero() {
        HubOptions options = options(Map.of("signalr.maximum-receive-message-size", 0));
        assertThat(options.bounds().maximumReceiveMessageSize()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void theTunedProfilePingsLessAndTakesSmallerMessages() {
        HubOptions options = options(Map.of(), "tuned");
        assertThat(options.timing().keepAlive()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.timing().clientTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.bounds().maximumReceiveMessageSize()).isEqualTo(16 * 1024);
    }

    @Test
    void whatCannotBeIsNamedAtStart() {
        assertThatThrownBy(() -> options(Map.of("signalr.keep-alive-interval", "0s")))
                .rootCause()
                .hasMessageContaining("signalr.keep-alive-interval must be positive");
    }
}
