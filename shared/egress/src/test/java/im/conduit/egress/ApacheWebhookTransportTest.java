package im.conduit.egress;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.webhook.HostLookup;
import im.conduit.realtime.webhook.ResolvingTargetGuard;
import im.conduit.realtime.webhook.TargetGuard;
import im.conduit.realtime.webhook.WebhookSettings;
import im.conduit.realtime.webhook.WebhookTransport.Answer;
import im.conduit.realtime.webhook.WebhookTransport.Post;
import im.conduit.testkit.webhook.ReceivedWebhook;
import im.conduit.testkit.webhook.SinkAnswer;
import im.conduit.testkit.webhook.WebhookSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApacheWebhookTransportTest {

    private static final WebhookSettings LOCAL =
            WebhookSettings.DEFAULT.withTargetsIn("127.0.0.0/8");
    private static final Duration AMPLE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final WebhookSink sink = WebhookSink.start();
    private final ApacheWebhookTransport transport =
            transport(HostLookup.system(), TransportSettings.DEFAULT);

    @AfterEach
    void stop() {
        transport.close();
        sink.close();
    }

    @Test
    void theReceiverGetsTheExactBodyAndHeaders() throws InterruptedException {
        String body = "{\"prompt\":\"caf\u00e9 \ud83d\ude80\"}";
        Map<String, String> headers =
                Map.of("Content-Type", "application/json", "Authorization", "Bearer abc");
        Answer answer = transport.post(new Post(sink.url("/hook?a=b%20c"), headers, body, AMPLE));
        assertThat(answer).isEqualTo(new Answer.Responded(200, null, ""));
        ReceivedWebhook received = sink.received().getFirst();
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.path()).isEqualTo("/hook?a=b%20c");
        assertThat(received.text()).isEqualTo(body);
        assertThat(received.header("content-type")).hasValue("application/json");
        assertThat(received.header("authorization")).hasValue("Bearer abc");
        assertThat(received.header("host")).hasValue("127.0.0.1:" + sink.port());
        assertThat(received.header("user-agent"))
                .get()
                .asString()
                .matches("Conduit-Webhooks/\\d.*");
        assertThat(received.headers()).doesNotContainKeys("accept-encoding", "cookie");
    }

    @Test
    void statusRetryAfterAndTheBeginningOfTheAnswerComeBack() throws InterruptedException {
        String longAnswer = "x".repeat(1023) + "\u00e9" + "y".repeat(30_000);
        SinkAnswer busy =
                new SinkAnswer(503, Map.of("Retry-After", "7"), longAnswer, Duration.ZERO);
        sink.answerNext("/hook", busy);
        assertThat(post("/hook", AMPLE))
                .isEqualTo(new Answer.Responded(503, "7", "x".repeat(1023)));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) throws InterruptedException {
        sink.answerNext("/hook", SinkAnswer.status(status).with("Location", "/other"));
        assertThat(post("/hook", AMPLE)).isEqualTo(new Answer.Responded(status, null, ""));
        assertThat(sink.received()).hasSize(1);
    }

    @Test
    void aReceiverThatDoesNotAnswerInTimeIsGivenUp() throws InterruptedException {
        sink.answerNext("/hook", SinkAnswer.status(200).after(Duration.ofSeconds(60)));
        assertThat(post("/hook", SHORT)).isEqualTo(new Answer.Failed("no answer within 300 ms"));
    }

    @Test
    void aHeadThatTricklesInDoesNotOutlastTheTimeout() throws Exception {
        try (RawReceiver slow = RawReceiver.answering(RawReceiver.Script.TRICKLED_HEAD)) {
            assertThat(transport.post(to(slow.url(), SHORT)))
                    .isEqualTo(new Answer.Failed("no answer within 300 ms"));
        }
    }

    @Test
    void anAnswerWhoseBodyStallsCountsByItsStatus() throws Exception {
        try (RawReceiver stalling = RawReceiver.answering(RawReceiver.Script.STALLED_BODY)) {
            assertThat(transport.post(to(stalling.url(), AMPLE.multipliedBy(6))))
                    .isEqualTo(new Answer.Responded(200, null, "begun"));
        }
    }

    @Test
    void anEndlessAnswerIsCutOff() throws Exception {
        try (RawReceiver endless = RawReceiver.answering(RawReceiver.Script.ENDLESS_BODY)) {
            assertThat(transport.post(to(endless.url(), AMPLE)))
                    .isEqualTo(new Answer.Responded(200, null, "z".repeat(1024)));
            Awaitility.await().until(endless::brokenOff);
            assertThat(endless.sent()).isLessThan(20_000_000);
        }
    }

    @Test
    void endlessHeadersAreCutOff() throws Exception {
        try (RawReceiver endless = RawReceiver.answering(RawReceiver.Script.ENDLESS_HEADERS)) {
            assertThat(transport.post(to(endless.url(), AMPLE)))
                    .isEqualTo(new Answer.Failed("the receiver's answer is not HTTP"));
        }
    }

    @Test
    void brokenReceiversAreFailuresWithoutAddresses() throws Exception {
        try (RawReceiver silent = RawReceiver.answering(RawReceiver.Script.NOTHING)) {
            assertThat(transport.post(to(silent.url(), AMPLE)))
                    .isEqualTo(
                            new Answer.Failed(
                                    "the receiver closed the connection without an answer"));
        }
        assertThat(transport.post(to(nobody(), AMPLE)))
                .isEqualTo(new Answer.Failed("the receiver refused the connection"));
        try (RawReceiver other = RawReceiver.answering(RawReceiver.Script.NOT_HTTP)) {
            assertThat(transport.post(to(other.url(), AMPLE)))
                    .isInstanceOfSatisfying(
                            Answer.Failed.class,
                            failed -> assertThat(failed.cause()).doesNotContain("127.0.0.1"));
        }
    }

    @Test
    void aTargetThatResolvesInsideAtTheMomentOfConnectingIsNotCalled() throws Exception {
        ApacheWebhookTransport inside =
                transport(host -> List.of(address("10.0.0.1")), TransportSettings.DEFAULT);
        assertThat(inside.post(to(URI.create("https://hooks.example/"), AMPLE)))
                .isEqualTo(
                        new Answer.Failed(
                                "the target resolves to a private address, which is not allowed"));
    }

    @Test
    void theConnectionGoesToTheAddressThatWasChecked() throws Exception {
        Queue<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "127.0.0.2", "127.0.0.2"));
        HostLookup rebinding = host -> List.of(address(answers.remove()));
        ApacheWebhookTransport pinned = transport(rebinding, TransportSettings.DEFAULT);
        URI url = URI.create("http://rebinding.example:" + sink.port() + "/hook");
        assertThat(pinned.post(to(url, AMPLE))).isEqualTo(new Answer.Responded(200, null, ""));
        assertThat(sink.received().getFirst().header("host"))
                .hasValue("rebinding.example:" + sink.port());
        assertThat(answers).as("one look-up for one request").hasSize(2);
    }

    @Test
    void everyCheckedAddressIsTriedBeforeTheReceiverCountsAsGone() throws Exception {
        HostLookup two = host -> List.of(address("127.0.0.2"), address("127.0.0.1"));
        URI url = URI.create("http://two.example:" + sink.port() + "/hook");
        assertThat(transport(two, TransportSettings.DEFAULT).post(to(url, AMPLE)))
                .isEqualTo(new Answer.Responded(200, null, ""));
    }

    @Test
    void connectionsAreKeptForTheNextWebhook() throws Exception {
        try (RawReceiver counting = RawReceiver.answering(RawReceiver.Script.OK_KEPT_OPEN)) {
            for (int i = 0; i < 3; i++) {
                assertThat(transport.post(to(counting.url(), AMPLE)))
                        .isEqualTo(new Answer.Responded(200, null, "ok"));
            }
            assertThat(counting.connections()).isEqualTo(1);
        }
    }

    @Test
    void aHostWithAllItsSlotsTakenIsBusyAndAnotherIsNot() throws Exception {
        TransportSettings one =
                new TransportSettings(1, Duration.ofMillis(10), 10, Duration.ofSeconds(3));
        ApacheWebhookTransport narrow = transport(HostLookup.system(), one);
        sink.answerNext("/slow", SinkAnswer.status(200).after(Duration.ofSeconds(60)));
        CompletableFuture<Answer> first =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return narrow.post(to(sink.url("/slow"), Duration.ofSeconds(2)));
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        Awaitility.await().until(() -> sink.received().size() == 1);
        assertThat(narrow.post(to(sink.url("/hook"), AMPLE))).isEqualTo(new Answer.Busy());
        URI elsewhere = URI.create("http://localhost:" + sink.port() + "/hook");
        assertThat(narrow.post(to(elsewhere, AMPLE))).isInstanceOf(Answer.Responded.class);
        assertThat(first.get(20, TimeUnit.SECONDS)).isInstanceOf(Answer.Failed.class);
        assertThat(narrow.post(to(sink.url("/hook"), AMPLE))).isInstanceOf(Answer.Responded.class);
        assertThat(narrow.busyHosts()).isZero();
    }

    private Answer post(String path, Duration timeout) throws InterruptedException {
        return transport.post(to(sink.url(path), timeout));
    }

    private static URI nobody() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, address("127.0.0.1"))) {
            return URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/");
        }
    }

    private static Post to(URI url, Duration timeout) {
        return new Post(url, Map.of(), "{}", timeout);
    }

    private static ApacheWebhookTransport transport(HostLookup lookup, TransportSettings settings) {
        TargetGuard guard = new ResolvingTargetGuard(LOCAL, lookup);
        return new ApacheWebhookTransport(guard, settings);
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
