package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.conduit.signalr.server.Admission.Busy;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {

    private static final HubRequest REQUEST =
            new HubRequest("GET", "/hub", List.of(), "127.0.0.1", false);
    private static final HubPrincipal ANN = HubPrincipal.user("ann");
    private static final HubPrincipal BEN = HubPrincipal.user("ben");

    @Test
    void aUserWhoHasAllHerPlacesIsToldToComeBackAndOthersAreNot() {
        ConnectionLimit limit = new ConnectionLimit(10, 2);
        assertThat(limit.claim("1", REQUEST, ANN)).isNull();
        assertThat(limit.claim("2", REQUEST, ANN)).isNull();
        assertThat(limit.beforeNegotiate(REQUEST, ANN))
                .isEqualTo(new Busy(429, 5, "Connection limit exceeded"));
        assertThat(limit.claim("3", REQUEST, ANN)).isEqualTo("Connection limit exceeded");
        assertThat(limit.beforeNegotiate(REQUEST, BEN)).isNull();
        assertThat(limit.claim("4", REQUEST, BEN)).isNull();

        limit.release("1");

        assertThat(limit.beforeNegotiate(REQUEST, ANN)).isNull();
        assertThat(limit.claim("5", REQUEST, ANN)).isNull();
        assertThat(limit.claim("6", REQUEST, ANN)).isNotNull();
    }

    @Test
    void aFullNodeIsUnavailable() {
        ConnectionLimit limit = new ConnectionLimit(2, 2);
        assertThat(limit.claim("1", REQUEST, ANN)).isNull();
        assertThat(limit.claim("2", REQUEST, HubPrincipal.anonymous())).isNull();
        assertThat(limit.beforeNegotiate(REQUEST, BEN))
                .isEqualTo(new Busy(503, 5, "Connection limit exceeded"));
        assertThat(limit.claim("3", REQUEST, BEN)).isEqualTo("Connection limit exceeded");
        limit.release("2");
        assertThat(limit.claim("3", REQUEST, BEN)).isNull();
    }

    @Test
    void releasingTwiceOrWhatWasNeverThereFreesNothing() {
        ConnectionLimit limit = new ConnectionLimit(10, 1);
        assertThat(limit.claim("1", REQUEST, ANN)).isNull();
        limit.release("0");
        assertThat(limit.claim("2", REQUEST, ANN)).isNotNull();
        limit.release("1");
        limit.release("1");
        assertThat(limit.claim("2", REQUEST, ANN)).isNull();
        assertThat(limit.claim("3", REQUEST, ANN)).isNotNull();
    }

    @Test
    void withoutSettingsEverybodyIsAdmitted() {
        assertThat(admission(Map.of())).isSameAs(Admission.OPEN);
    }

    @Test
    void theSettingsMakeTheLimit() {
        Admission limit =
                admission(
                        Map.of(
                                "signalr.connections.maximum", 1,
                                "signalr.connections.maximum-per-user", 1));
        assertThat(limit.claim("1", REQUEST, ANN)).isNull();
        assertThat(limit.beforeNegotiate(REQUEST, BEN)).isNotNull();
    }

    @Test
    void aNegativeLimitIsRefusedByName() {
        assertThatThrownBy(() -> admission(Map.of("signalr.connections.maximum", -1)))
                .hasStackTraceContaining("signalr.connections.maximum must be positive");
    }

    private static Admission admission(Map<String, Object> settings) {
        try (ApplicationContext context = ApplicationContext.run(settings)) {
            return context.getBean(Admission.class);
        }
    }
}
