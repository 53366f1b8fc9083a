package im.conduit.testkit.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class WebhookSinkTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void recordsWhatCameAndAnswersAsScripted() throws Exception {
        try (WebhookSink sink = WebhookSink.start()) {
            sink.answerNext("/hook", SinkAnswer.status(503).with("Retry-After", "2"));

            HttpResponse<String> refused = post(sink.url("/hook"), "{\"task_id\":\"a\"}");
            HttpResponse<String> taken = post(sink.url("/hook"), "{\"task_id\":\"b\"}");

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("retry-after")).hasValue("2");
            assertThat(taken.statusCode()).isEqualTo(200);
            assertThat(sink.received())
                    .extracting(ReceivedWebhook::taskId)
                    .containsExactly("a", "b");
        }
    }

    /// The example of the Standard Webhooks specification's reference implementations.
    @Test
    void checksTheStandardSignatureAsItsSpecificationDoes() throws Exception {
        try (WebhookSink sink = WebhookSink.start()) {
            client.send(
                    HttpRequest.newBuilder(sink.url("/hook"))
                            .header("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                            .header("webhook-timestamp", "1614265330")
                            .header(
                                    "webhook-signature",
                                    "v1,bm9wZQ== v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"test\": 2432232314}"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());

            ReceivedWebhook webhook = sink.received().getFirst();
            assertThat(webhook.standardSignatureHolds("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                    .isTrue();
            assertThat(webhook.standardSignatureHolds("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx"))
                    .isFalse();
            assertThat(webhook.conduitSignatureHolds("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                    .isFalse();
        }
    }

    private HttpResponse<String> post(URI target, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(target)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
