package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HubRoutesTest {

    private static HubRoutes routes(TestHost host) {
        return host.bean(HubHttp.class).routes();
    }

    @Test
    void aPathMayBeEscaped() throws Exception {
        try (TestHost host = new TestHost();
                RawClient client = new RawClient(host.port())) {
            assertThat(client.post("/%68ub/negotiate?negotiateVersion=1", new byte[0]).status())
                    .isEqualTo(200);
            assertThat(client.upgrade("/%48%75b/?x=1", Map.of())).contains("101");
            HubRoutes routes = routes(host);
            assertThat(routes.find("http://localhost/h%75b")).isNotNull();
            assertThat(Objects.requireNonNull(routes.find("/hub/n%65gotiate/")).negotiate())
                    .isTrue();
        }
    }

    @Test
    void whatStaysEscapedOrIsBrokenLeadsNowhere() {
        try (TestHost host = new TestHost()) {
            HubRoutes routes = routes(host);
            for (String path :
                    new String[] {
                        "%2Fhub",
                        "/hub%2fnegotiate",
                        "/hu%",
                        "/hu%6",
                        "/hu%zz",
                        "/hub%3Fx",
                        "/%ff%fe",
                        "/%2568ub",
                        "/hub%00",
                        "%",
                        "/h+ub"
                    }) {
                assertThat(routes.find(path)).as(path).isNull();
            }
        }
    }
}
