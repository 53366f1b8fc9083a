package im.conduit.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import im.conduit.realtime.webhook.ResolvingTargetGuard;
import im.conduit.realtime.webhook.WebhookSettings;
import im.conduit.realtime.webhook.WebhookTransport.Answer;
import im.conduit.realtime.webhook.WebhookTransport.Post;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A receiver whose certificate is for `hooks.example`, reached at a loopback address.
class TlsTransportTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir private static Path folder;

    private HttpsServer server;
    private SSLContext trust;
    private final AtomicReference<String> sni = new AtomicReference<>();

    @BeforeEach
    void start() throws Exception {
        File store = folder.resolve("store.p12").toFile();
        if (!store.exists()) {
            keytool(store);
        }
        SSLContext own = SSLContexts.custom().loadKeyMaterial(store, PASSWORD, PASSWORD).build();
        trust = SSLContexts.custom().loadTrustMaterial(store, PASSWORD).build();
        server =
                HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(own));
        server.createContext(
                "/",
                exchange -> {
                    var https = (com.sun.net.httpserver.HttpsExchange) exchange;
                    var session = (ExtendedSSLSession) https.getSSLSession();
                    sni.set(session.getRequestedServerNames().toString());
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theNameIsAskedForAndCheckedThoughTheAddressIsPinned() throws InterruptedException {
        assertThat(post(trust, "hooks.example")).isEqualTo(new Answer.Responded(204, null, ""));
        assertThat(sni.get()).contains("hooks.example");
    }

    @Test
    void aCertificateForAnotherNameIsAFailure() throws InterruptedException {
        assertThat(post(trust, "other.example"))
                .isEqualTo(
                        new Answer.Failed(
                                "the receiver's certificate does not belong to its host name"));
        assertThat(sni.get()).isNull();
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsAFailure() throws InterruptedException {
        assertThat(post(SSLContexts.createSystemDefault(), "hooks.example"))
                .isEqualTo(new Answer.Failed("the TLS handshake failed"));
        assertThat(sni.get()).isNull();
    }

    private Answer post(SSLContext tls, String host) throws InterruptedException {
        WebhookSettings local = WebhookSettings.DEFAULT.withTargetsIn("127.0.0.0/8");
        ResolvingTargetGuard guard =
                new ResolvingTargetGuard(
                        local, name -> List.of(InetAddress.ofLiteral("127.0.0.1")));
        URI url = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/");
        ApacheWebhookTransport transport =
                new ApacheWebhookTransport(guard, TransportSettings.DEFAULT, tls);
        try {
            return transport.post(new Post(url, Map.of(), "{}", Duration.ofSeconds(10)));
        } finally {
            transport.close();
        }
    }

    private static void keytool(File store) throws Exception {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process =
                new ProcessBuilder(
                                tool,
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=hooks.example",
                                "-ext",
                                "san=dns:hooks.example",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .inheritIO()
                        .start();
        assertThat(process.waitFor()).isZero();
    }
}
