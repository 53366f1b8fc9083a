package im.conduit.signalr.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.signalr.redis.HubSocket.Spoken;
import im.conduit.testkit.RedisProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HangingRedisTest {

    /// Redis accepts what comes, and answers nothing any more.
    private static void hang(RedisProcess redis) throws IOException {
        URI address = URI.create(redis.uri());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write("CLIENT PAUSE 60000 ALL\r\n".getBytes(US_ASCII));
            assertThat(socket.getInputStream().readNBytes(5)).asString().isEqualTo("+OK\r\n");
        }
    }

    @Test
    void aClientIsWelcomedBeforeItCountsAsSlow() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                Node node =
                        Node.on(
                                redis.uri(),
                                Map.of(
                                        "signalr.redis.timeout", "30s",
                                        "signalr.send-timeout", "4s"));
                HubSocket early = HubSocket.on(node, Spoken.JSON)) {
            await().until(
                            () ->
                                    redis.command("PUBSUB CHANNELS *")
                                            .contains(":connection:" + early.id() + "\r"));
            hang(redis);
            try (HubSocket late = HubSocket.on(node, Spoken.JSON)) {
                node.outside().clients().all().send("Heard", "hello");
                assertThat(late.heard()).isEqualTo("hello");
                assertThat(early.heard()).isEqualTo("hello");
            }
        }
    }
}
