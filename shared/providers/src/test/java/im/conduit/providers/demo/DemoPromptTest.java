package im.conduit.providers.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPromptTest {

    @Test
    void aPlainPromptIsAllText() {
        assertThat(DemoPrompt.parse("A fox [in snow]"))
                .isEqualTo(new DemoPrompt("A fox [in snow]", Duration.ZERO, null));
    }

    @ParameterizedTest
    @CsvSource({"[slow:250ms],250", "[slow:5s],5000", "[slow:2m],120000", "[slow:90m],600000"})
    void slowSpreadsTheWorkOverAtMostTenMinutes(String directive, long milliseconds) {
        assertThat(DemoPrompt.parse("A fox " + directive))
                .isEqualTo(new DemoPrompt("A fox", Duration.ofMillis(milliseconds), null));
    }

    @Test
    void aFailureWithoutANumberFailsEveryAttempt() {
        assertThat(DemoPrompt.parse("[fail:provider_error] A fox").failure())
                .isEqualTo(new DemoPrompt.Failing("provider_error", Integer.MAX_VALUE));
    }

    @Test
    void directivesMayStandTogetherAnywhere() {
        assertThat(DemoPrompt.parse("A [fail:overloaded:2] red [slow:1s] fox"))
                .isEqualTo(
                        new DemoPrompt(
                                "A red fox",
                                Duration.ofSeconds(1),
                                new DemoPrompt.Failing("overloaded", 2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[slow:fast]",
                "[fail:]",
                "[fail:Bad Code]",
                "[slow:12345678s]",
                "[fail:a:x]"
            })
    void whatIsNoDirectiveStaysInTheText(String text) {
        assertThat(DemoPrompt.parse(text)).isEqualTo(new DemoPrompt(text, Duration.ZERO, null));
    }
}
