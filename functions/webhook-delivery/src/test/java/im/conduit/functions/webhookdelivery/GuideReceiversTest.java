package im.conduit.functions.webhookdelivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.webhook.DeliveryId;
import im.conduit.realtime.webhook.DeliveryRecord;
import im.conduit.realtime.webhook.DeliveryRecord.State;
import im.conduit.testkit.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The receivers of `shared/docs/guides/webhooks.md`, as they stand there.
class GuideReceiversTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, Object> LOCAL =
            Map.of(
                    "conduit.webhooks.allow-http", true,
                    "conduit.webhooks.allowed-ranges", "127.0.0.0/8",
                    "conduit.webhooks.retry-delays", "50ms");

    private static DeliveryApp app;

    @TempDir private Path folder;

    @BeforeAll
    static void startApp() {
        app = new DeliveryApp(LOCAL);
    }

    @AfterAll
    static void stopApp() {
        app.close();
    }

    @Test
    void theNodeReceiverTakesOurWebhooksAndNoOthers() throws Exception {
        receiverTakesOurWebhooksAndNoOthers("javascript", "node", "receiver.js");
    }

    @Test
    void thePythonReceiverTakesOurWebhooksAndNoOthers() throws Exception {
        receiverTakesOurWebhooksAndNoOthers("python", "python3", "receiver.py");
    }

    private void receiverTakesOurWebhooksAndNoOthers(String language, String program, String file)
            throws Exception {
        assumeTrue(installed(program), program + " is not installed");
        Path script = folder.resolve(file);
        Files.writeString(script, example(language));
        assertThat(deliver(program, script, DeliveryApp.SECRET.value()).state())
                .isEqualTo(State.DELIVERED);
        DeliveryRecord refused = deliver(program, script, "whsec_" + "A".repeat(43) + "=");
        assertThat(refused.state()).isEqualTo(State.DEAD_LETTER);
        assertThat(refused.history().getFirst().status()).isEqualTo(401);
    }

    private static DeliveryRecord deliver(String program, Path script, String secret)
            throws Exception {
        int port = FreePort.find();
        ProcessBuilder builder = new ProcessBuilder(program, script.toString());
        builder.environment().put("WEBHOOK_SECRET", secret);
        builder.environment().put("PORT", Integer.toString(port));
        Process receiver = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            await().atMost(PATIENCE).until(() -> listens(port));
            URI url = URI.create("http://127.0.0.1:" + port + "/webhooks/conduit");
            TaskId task = app.task(url, EventKind.CANCELLED);
            DeliveryId delivery = app.cancel(task);
            await().atMost(PATIENCE).until(() -> app.record(delivery).endedAt() != null);
            if (app.record(delivery).state() == State.DELIVERED) {
                String line = receiver.inputReader(UTF_8).readLine();
                assertThat(line).isEqualTo("task.cancelled " + task + " 2");
            }
            return app.record(delivery);
        } finally {
            receiver.destroy();
            receiver.waitFor();
        }
    }

    private static String example(String language) throws IOException {
        Path guide = Path.of(System.getProperty("conduit.root"), "shared/docs/guides/webhooks.md");
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(guide));
        List<String> blocks = block.results().map(found -> found.group(1)).toList();
        assertThat(blocks).as(language + " examples").hasSize(1);
        return blocks.getFirst();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean installed(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
