package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OriginTest {

    private static final Map<String, Object> SETTINGS =
            Map.of("signalr.cors.allowed-origins", List.of("https://app.example"));

    private static String negotiate(String method, String origin) {
        return method
                + " /hub/negotiate HTTP/1.1\r\nHost: x\r\nOrigin: "
                + origin
                + "\r\nAccess-Control-Request-Method: POST\r\nContent-Length: 0\r\n\r\n";
    }

    @Test
    void onlyKnownOriginsAreEchoed() throws Exception {
        try (TestHost host = new TestHost(SETTINGS);
                RawClient client = new RawClient(host.port())) {
            client.send(negotiate("POST", "https://app.example"));
            assertThat(client.answer())
                    .contains(
                            "Access-Control-Allow-Origin: https://app.example",
                            "Access-Control-Allow-Credentials: true");
            client.send(negotiate("OPTIONS", "https://app.example"));
            assertThat(client.answer())
                    .contains("HTTP/1.1 204 No Content", "Access-Control-Allow-Methods: POST");
            client.send(negotiate("POST", "https://evil.example"));
            assertThat(client.answer()).noneMatch(line -> line.startsWith("Access-Control-Allow"));
        }
    }

    @Test
    void aWebSocketOfAStrangeOriginIsRefused() throws Exception {
        try (TestHost host = new TestHost(SETTINGS);
                RawClient evil = new RawClient(host.port());
                RawClient good = new RawClient(host.port())) {
            assertThat(evil.upgrade("/hub", Map.of("Origin", "https://evil.example")))
                    .isEqualTo("HTTP/1.1 403 Forbidden");
            assertThat(good.upgrade("/hub", Map.of("Origin", "https://app.example")))
                    .contains("101");
        }
    }
}
