package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingDurationTest {

    private static Duration read(String text) {
        return SettingDuration.parse(text).value();
    }

    @Test
    void everySpellingIsUnderstood() {
        assertThat(read("15s")).isEqualTo(Duration.ofSeconds(15));
        assertThat(read("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(read("2m")).isEqualTo(Duration.ofMinutes(2));
        assertThat(read("PT15S")).isEqualTo(Duration.ofSeconds(15));
        assertThat(read("00:00:15")).isEqualTo(Duration.ofSeconds(15));
        assertThat(read("1.02:03:04.5"))
                .isEqualTo(Duration.ofDays(1).plusHours(2).plusMinutes(3).plusMillis(4500));
    }

    @Test
    void anythingElseIsRefusedByName() {
        assertThatThrownBy(() -> read("soon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'soon' is no duration");
    }
}
