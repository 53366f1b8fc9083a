package im.conduit.signalr.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {

    private static final Path PAGE = Path.of("../../docs/reference/signalr-settings.md");
    private static final String REWRITE =
            "mvn -pl shared/signalr/sample -am test -Dtest=SettingsReferenceTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dsignalr.reference=write";

    @Test
    void theReferenceSaysWhatTheCodeSays() throws Exception {
        String page = new SettingsReference().page();
        if ("write".equals(System.getProperty("signalr.reference"))) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("settings have changed; rewrite the page: " + REWRITE).exists();
        assertThat(Files.readString(PAGE))
                .as("settings have changed; rewrite the page: " + REWRITE)
                .isEqualTo(page);
    }

    @Test
    void everyGroupOfSettingsIsOnThePage() throws Exception {
        assertThat(new SettingsReference().page())
                .contains("`signalr.keep-alive-interval` | duration | `15s`")
                .contains("`SignalR:KeepAliveInterval` | `SIGNALR_KEEP_ALIVE_INTERVAL`")
                .contains("`signalr.cors.allowed-origins` | list | none")
                .contains("`SignalR:Tokens:Secret` | `SIGNALR_TOKENS_SECRET`")
                .contains("`signalr.client-timeout-interval` | `60s`");
    }
}
