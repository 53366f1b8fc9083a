package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfigurer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                        DotNetSpellings.ENVIRONMENT.translated(
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

    @ParameterizedTest
    @CsvSource({
        "SIGNALR__KEEPALIVEINTERVAL,signalr.keep-alive-interval",
        "signalr__keepaliveinterval,signalr.keep-alive-interval",
        "SIGNALR:MaximumPARALLELInvocationsPerClient,"
                + "signalr.maximum-parallel-invocations-per-client",
        "SIGNALR__CONNECTIONS__MAXIMUMPERUSER,signalr.connections.maximum-per-user",
        "SIGNALR__SOMEBODY__ELSES,signalr.somebody.elses"
    })
    void dotNetNamesAreUnderstoodInAnyCase(String variable, String setting) {
        assertThat(DotNetSpellings.ENVIRONMENT.translated(Map.of(variable, "5")))
                .isEqualTo(Map.of(setting, "5"));
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

    private static List<String> warnings(String keepAlive) {
        try (KeptLog log = new KeptLog("im.conduit.signalr.server")) {
            options(
                    Map.of(
                            "signalr.keep-alive-interval",
                            keepAlive,
                            "signalr.client-timeout-interval",
                            "10s"));
            return log.lines(Level.WARN);
        }
    }

    @Test
    void pingsThatAreTooRareForTheClientTimeoutAreAWarningAtStart() {
        assertThat(warnings("5001ms"))
                .containsExactly(
                        "signalr.keep-alive-interval is more than half of"
                                + " signalr.client-timeout-interval: one late ping ends a"
                                + " connection");
        assertThat(warnings("5s")).isEmpty();
    }

    @Test
    void whatCannotBeIsNamedAtStart() {
        assertThatThrownBy(() -> options(Map.of("signalr.keep-alive-interval", "0s")))
                .rootCause()
                .hasMessageContaining("signalr.keep-alive-interval must be positive");
    }

    @Test
    void whatCannotBeReadIsNamedAtStart() {
        assertThatThrownBy(() -> options(Map.of("signalr.keep-alive-interval", "soon")))
                .hasStackTraceContaining(
                        "signalr.keep-alive-interval cannot be read: 'soon' is no duration: write it as 15s, PT15S or 00:00:15");
        assertThatThrownBy(() -> options(Map.of("signalr.pipe-bytes", "many")))
                .hasStackTraceContaining("signalr.pipe-bytes cannot be read")
                .hasStackTraceContaining("many");
        assertThatThrownBy(() -> options(Map.of("signalr.enable-detailed-errors", "maybe")))
                .hasStackTraceContaining(
                        "signalr.enable-detailed-errors: 'maybe' is neither true nor false");
    }

    @Test
    void theEnvironmentIsLookedAtWhenAContextStarts() {
        assertThat(
                        DotNetSpellings.class
                                .getClassLoader()
                                .getResource(
                                        "META-INF/micronaut/"
                                                + ApplicationContextConfigurer.class.getName()
                                                + "/"
                                                + DotNetSpellings.class.getName()))
                .isNotNull();
    }
}
