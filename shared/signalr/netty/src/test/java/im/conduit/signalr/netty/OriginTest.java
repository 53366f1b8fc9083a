package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
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

    @Test
    void aPageOfTheSameHostMayOpenAWebSocket() throws Exception {
        try (TestHost host = new TestHost(SETTINGS);
                RawClient same = new RawClient(host.port());
                RawClient otherPort = new RawClient(host.port());
                RawClient similar = new RawClient(host.port())) {
            assertThat(same.upgrade("/hub", Map.of("Origin", "https://localhost"))).contains("101");
            assertThat(otherPort.upgrade("/hub", Map.of("Origin", "https://localhost:8443")))
                    .contains("403");
            assertThat(similar.upgrade("/hub", Map.of("Origin", "https://evil-localhost")))
                    .contains("403");
        }
    }

    @Test
    void theOriginOfAWebSocketOnAStreamIsCheckedToo() throws Exception {
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.put("micronaut.server.http-version", "2.0");
        try (TestHost host = new TestHost(settings);
                StreamClient client = new StreamClient(host.port())) {
            assertThat(status(client, "https://evil.example")).isEqualTo("403");
            assertThat(status(client, "https://app.example")).isEqualTo("200");
            assertThat(status(client, "https://localhost")).isEqualTo("200"); // as `:authority`
        }
    }

    private static String status(StreamClient client, String origin) throws Exception {
        return client.status(client.connect("/hub", "origin", origin));
    }
}
