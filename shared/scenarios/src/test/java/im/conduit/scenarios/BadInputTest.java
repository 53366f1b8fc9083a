package im.conduit.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import im.conduit.scenarios.shape.ShapeKind;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Everything that can be wrong with a submission: a clear answer, and nothing submitted.
class BadInputTest extends Scenarios {

    /// @param member what `param` must name; empty where the body as a whole is wrong
    /// @param code of the error
    /// @param change what makes a good submission bad
    private record Wrong(String member, String code, Consumer<ObjectNode> change) {}

    private static final String INVALID = "invalid_parameter";
    private static final String MISSING = "missing_parameter";

    private static final List<Wrong> IMAGES =
            List.of(
                    new Wrong("model", MISSING, body -> body.remove("model")),
                    new Wrong("prompt", MISSING, body -> body.remove("prompt")),
                    new Wrong("model", "unsupported_model", body -> body.put("model", "nobody-1")),
                    new Wrong(
                            "model", "unsupported_model", body -> body.put("model", "demo-video")),
                    new Wrong("model", INVALID, body -> body.put("model", 7)),
                    new Wrong("prompt", INVALID, body -> body.put("prompt", 7)),
                    new Wrong("prompt", INVALID, body -> body.putObject("prompt")),
                    new Wrong("prompt", INVALID, body -> body.put("prompt", "x".repeat(32_001))),
                    new Wrong("n", INVALID, body -> body.put("n", 0)),
                    new Wrong("n", INVALID, body -> body.put("n", 11)),
                    new Wrong("n", INVALID, body -> body.put("n", 1.5)),
                    new Wrong("n", INVALID, body -> body.put("n", "many")),
                    new Wrong("n", INVALID, body -> body.put("n", 1e300)),
                    new Wrong("size", INVALID, body -> body.put("size", "large")),
                    new Wrong("size", INVALID, body -> body.put("size", "0x0")),
                    new Wrong("size", INVALID, body -> body.put("size", "99999x99999")),
                    new Wrong("size", INVALID, body -> body.put("size", 1024)),
                    new Wrong("seed", INVALID, body -> body.put("seed", "lucky")),
                    new Wrong(
                            "response_format", INVALID, body -> body.put("response_format", "gif")),
                    new Wrong("timeout_seconds", INVALID, body -> body.put("timeout_seconds", 0)),
                    new Wrong(
                            "timeout_seconds", INVALID, body -> body.put("timeout_seconds", 3601)),
                    new Wrong("webhook_url", INVALID, body -> body.put("webhook_url", 7)),
                    new Wrong("webhook_url", INVALID, body -> body.put("webhook_url", "/hook")),
                    new Wrong("webhook_url", INVALID, body -> body.put("webhook_url", "http://")),
                    new Wrong("webhook_url", INVALID, webhook("ftp://example.com/")),
                    new Wrong("webhook_url", INVALID, webhook("http://nowhere.invalid/hook")),
                    new Wrong("webhook_url", INVALID, webhook("https://10.0.0.1/hook")),
                    new Wrong("webhook_url", INVALID, webhook("https://192.168.1.1/hook")),
                    new Wrong("webhook_url", INVALID, webhook("https://169.254.169.254/latest")),
                    new Wrong("webhook_url", INVALID, webhook("https://[fe80::1]/hook")),
                    new Wrong("webhook_url", INVALID, webhook("https://[::ffff:10.0.0.1]/hook")),
                    new Wrong("webhook_headers.Host", INVALID, header("Host", "evil")),
                    new Wrong("webhook_headers.webhook-id", INVALID, header("webhook-id", "1")),
                    new Wrong("webhook_headers.X-A", INVALID, header("X-A", "a\r\nX-B: b")),
                    new Wrong("webhook_headers.a b", INVALID, header("a b", "c")),
                    new Wrong(
                            "webhook_headers.X-A",
                            INVALID,
                            body -> body.putObject("webhook_headers").put("X-A", 1)),
                    new Wrong(
                            "webhook_headers",
                            INVALID,
                            body -> body.put("webhook_headers", "x: y")),
                    new Wrong("webhook_headers", INVALID, BadInputTest::tooManyHeaders),
                    new Wrong("webhook_headers", INVALID, header("X-A", "x".repeat(5000))),
                    new Wrong("webhook_metadata", INVALID, body -> body.put("webhook_metadata", 1)),
                    new Wrong(
                            "webhook_metadata",
                            INVALID,
                            body ->
                                    body.putObject("webhook_metadata")
                                            .put("a", "x".repeat(17 * 1024))),
                    new Wrong(
                            "webhook_metadata.order.id",
                            INVALID,
                            body ->
                                    body.putObject("webhook_metadata")
                                            .putObject("order")
                                            .put(
                                                    "id",
                                                    new java.math.BigInteger(
                                                            "12345678901234567890"))),
                    new Wrong(
                            "webhook_events",
                            INVALID,
                            body -> body.putArray("webhook_events").add("never")),
                    new Wrong(
                            "webhook_events", INVALID, body -> body.put("webhook_events", "all")));

    private static final List<Wrong> VIDEOS =
            List.of(
                    new Wrong("duration", INVALID, body -> body.put("duration", 0)),
                    new Wrong("duration", INVALID, body -> body.put("duration", 61)),
                    new Wrong("fps", INVALID, body -> body.put("fps", 121)),
                    new Wrong("fps", INVALID, body -> body.put("fps", "fast")));

    BadInputTest(ShapeKind kind) {
        super(kind);
    }

    private static Consumer<ObjectNode> webhook(String url) {
        return body -> body.put("webhook_url", url);
    }

    private static Consumer<ObjectNode> header(String name, String value) {
        return body -> body.putObject("webhook_headers").put(name, value);
    }

    private static void tooManyHeaders(ObjectNode body) {
        ObjectNode headers = body.putObject("webhook_headers");
        IntStream.range(0, 21).forEach(i -> headers.put("X-" + i, "v"));
    }

    @Test
    void everyWrongMemberIsNamed() {
        IMAGES.forEach(wrong -> assertRefused(Api.IMAGES, Api.image("fine"), wrong));
        ObjectNode video = Api.image("fine").put("model", "demo-video").put("size", "320x180");
        VIDEOS.forEach(wrong -> assertRefused(Api.VIDEOS, video.deepCopy(), wrong));
    }

    private void assertRefused(String route, ObjectNode body, Wrong wrong) {
        body.put("webhook_url", target());
        wrong.change().accept(body);
        Answer answer = alice.post(route, body);
        String sent = body.toString();
        String shown = sent.substring(0, Math.min(300, sent.length())) + " → " + answer.text();
        assertThat(answer.status()).as(shown).isEqualTo(400);
        assertThat(answer.at("error/type")).as(shown).isEqualTo("invalid_request_error");
        assertThat(answer.at("error/code")).as(shown).isEqualTo(wrong.code());
        assertThat(answer.at("error/param")).as(shown).isEqualTo(wrong.member());
        assertThat(answer.at("error/message")).as(shown).contains(wrong.member());
        assertThat(answer.at("detail")).isEqualTo(answer.at("error/message"));
        assertThat(answer.at("request_id")).isEqualTo(answer.header("X-Request-Id"));
    }

    @Test
    void aBodyThatIsNoJsonObjectIsSaidToBeNone() {
        for (String body :
                List.of(
                        "",
                        " ",
                        "{",
                        "nonsense",
                        "[]",
                        "7",
                        "null",
                        "\"text\"",
                        "{\"a\":1}}",
                        "{'a':1}")) {
            Answer answer = alice.send("POST", Api.IMAGES, body);
            assertThat(answer.status()).as(body + " → " + answer).isEqualTo(400);
            assertThat(answer.at("error/type")).isEqualTo("invalid_request_error");
            assertThat(answer.at("error/message")).isNotEmpty();
        }
    }

    @Test
    void aBodyOverOneMebibyteIsTooLarge() {
        String filler = "x".repeat(1024 * 1024);
        Answer answer =
                alice.send("POST", Api.IMAGES, Api.image("a").put("user", filler).toString());
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.at("error/code")).isEqualTo("payload_too_large");
    }

    @Test
    void aDeeplyNestedBodyIsRefused() {
        String body = "{\"model\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        assertThat(alice.send("POST", Api.IMAGES, body).status()).isEqualTo(400);
    }
}
