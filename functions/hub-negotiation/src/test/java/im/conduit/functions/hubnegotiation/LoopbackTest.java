package im.conduit.functions.hubnegotiation;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.testkit.aws.HttpFunction.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LoopbackTest {

    @Test
    void aSessionOfTheLocalAppWorksWithoutTls() {
        try (Door door = new Door("http://127.0.0.1:8080")) {
            Answer answer =
                    door.send("POST", "/api/auth/session", Map.of("X-API-Key", Door.KEY), "");
            assertThat(answer.headers().get("Set-Cookie")).doesNotContain("Secure");
            Map<String, String> page =
                    Map.of("Cookie", Door.cookie(answer), "Origin", "http://127.0.0.1:8080");
            assertThat(door.send("GET", "/api/auth/realtime-token", page, "").status())
                    .isEqualTo(200);
        }
    }
}
