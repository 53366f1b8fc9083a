package im.conduit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A key may have 100 connections to hubs.
final class ConnectionLimitsTest {

    private static final int PER_KEY = 100;
    private static final String HUB = "/hubs/image-generation";
    private static final String WELCOME = "{}\u001e";
    private static final String REFUSED = "{\"error\":\"Connection limit exceeded\"}\u001e";

    @Test
    void aKeyWithAllItsConnectionsIsToldSoAndAClosedOneMakesRoom() throws Exception {
        try (AppProcess app = new AppProcess("--port", "0", "--ephemeral");
                HttpClient client = HttpClient.newHttpClient()) {
            String key = app.awaitLine("  development key").replaceAll(".* ", "");
            URI url = app.awaitReady();
            Handshake first = new Handshake(client, url, key);
            assertThat(first.answer()).isEqualTo(WELCOME);
            for (int i = 1; i < PER_KEY; i++) {
                assertThat(new Handshake(client, url, key).answer()).isEqualTo(WELCOME);
            }
            HttpResponse<String> negotiated = negotiate(client, url, key);
            assertThat(negotiated.statusCode()).isEqualTo(429);
            assertThat(negotiated.headers().firstValue("Retry-After")).isPresent();
            assertThat(new Handshake(client, url, key).answer()).isEqualTo(REFUSED);

            first.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);

            await().until(() -> negotiate(client, url, key).statusCode() == 200);
            assertThat(new Handshake(client, url, key).answer()).isEqualTo(WELCOME);
            app.kill();
        }
    }

    private static HttpResponse<String> negotiate(HttpClient client, URI url, String key)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(url.resolve(HUB + "/negotiate?negotiateVersion=1"))
                        .header("Authorization", "Bearer " + key)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /// One WebSocket and what its handshake was answered.
    private static final class Handshake implements WebSocket.Listener {
        private final CompletableFuture<String> answer = new CompletableFuture<>();
        private final WebSocket socket;

        Handshake(HttpClient client, URI url, String key) throws Exception {
            URI hub = URI.create("ws://" + url.getAuthority() + HUB + "?access_token=" + key);
            socket = client.newWebSocketBuilder().buildAsync(hub, this).get(10, TimeUnit.SECONDS);
            socket.sendText("{\"protocol\":\"json\",\"version\":1}\u001e", true);
        }

        String answer() throws Exception {
            return answer.get(10, TimeUnit.SECONDS);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            answer.complete(data.toString());
            return WebSocket.Listener.super.onText(from, data, last);
        }
    }
}
