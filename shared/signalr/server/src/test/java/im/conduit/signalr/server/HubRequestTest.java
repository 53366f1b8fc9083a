package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HubRequestTest {

    private static final String AUTHORIZATION = "authorization";

    private static @Nullable String token(String uri, String... headers) {
        return new HubRequest("GET", uri, List.of(headers), "test", false).bearerToken();
    }

    @Test
    void theBearerHeaderWinsOverTheQuery() {
        assertThat(token("/hub?access_token=query", AUTHORIZATION, "bearer  header"))
                .isEqualTo("header");
    }

    @Test
    void theQueryCountsWhereNoBearerHeaderIs() {
        assertThat(token("/hub?Access_Token=que%2Bry")).isEqualTo("que+ry");
        assertThat(token("/hub?access_token=query", AUTHORIZATION, "Basic header"))
                .isEqualTo("query");
    }

    @Test
    void whoBringsNoTokenHasNone() {
        assertThat(token("/hub?other=query", AUTHORIZATION, "Basic header")).isNull();
    }
}
