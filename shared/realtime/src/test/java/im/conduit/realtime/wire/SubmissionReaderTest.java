package im.conduit.realtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.submission.SubmissionRequest;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.Size;
import im.conduit.realtime.task.TaskType;
import im.conduit.realtime.task.WebhookRequest;
import im.conduit.realtime.wire.SubmissionReader.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SubmissionReaderTest {

    /// Member(s), the code and the parameter at fault.
    static Stream<String[]> broken() {
        return Stream.of(
                row("'n':0", "n"),
                row("'n':11", "n"),
                row("'n':1.5", "n"),
                row("'n':'1'", "n"),
                row("'n':1e999999999", "n"),
                row("'size':'1024'", "size"),
                row("'size':'0x1'", "size"),
                row("'size':'9000x1'", "size"),
                row("'size':1024", "size"),
                row("'quality':1", "quality"),
                row("'style':[]", "style"),
                row("'user':{}", "user"),
                row("'user':'\\ud800'", "user"),
                row("'seed':9223372036854775808", "seed"),
                row("'response_format':'png'", "response_format"),
                row("'timeout_seconds':0", "timeout_seconds"),
                row("'timeout_seconds':3601", "timeout_seconds"),
                row("'webhook_url':1", "webhook_url"),
                row("'webhook_url':'/relative'", "webhook_url"),
                row("'webhook_url':'ftp://a.example/'", "webhook_url"),
                row("'webhook_url':'https:///x'", "webhook_url"),
                row("'webhook_url':'https://u:p@a.example/'", "webhook_url"),
                row("'webhook_url':'https://a b/'", "webhook_url"),
                row("'webhook_headers':[]", "webhook_headers"),
                row("'webhook_headers':{'Host':'x'}", "webhook_headers.Host"),
                row("'webhook_headers':{'content-type':'x'}", "webhook_headers.content-type"),
                row("'webhook_headers':{'Proxy-X':'x'}", "webhook_headers.Proxy-X"),
                row("'webhook_headers':{'X-Conduit-A':'x'}", "webhook_headers.X-Conduit-A"),
                row("'webhook_headers':{'webhook-id':'x'}", "webhook_headers.webhook-id"),
                row("'webhook_headers':{'a b':'x'}", "webhook_headers.a b"),
                row("'webhook_headers':{'':'x'}", "webhook_headers."),
                row("'webhook_headers':{'A':1}", "webhook_headers.A"),
                row("'webhook_headers':{'A':'x\\r\\nB: y'}", "webhook_headers.A"),
                row("'webhook_headers':{'A':'1','a':'2'}", "webhook_headers.a"),
                row("'webhook_headers':{'A':'" + "x".repeat(4096) + "'}", "webhook_headers"),
                row("'webhook_metadata':'x'", "webhook_metadata"),
                row("'webhook_metadata':{'a':'" + "x".repeat(16384) + "'}", "webhook_metadata"),
                row("'webhook_metadata':{'a':12345678901234567890}", "webhook_metadata.a"),
                row("'webhook_metadata':{'a':[1,{'b':1e400}]}", "webhook_metadata.a[1].b"),
                row("'webhook_events':'completed'", "webhook_events"),
                row("'webhook_events':['done']", "webhook_events"),
                row("'webhook_events':['retried']", "webhook_events"),
                row("'webhook_events':[null]", "webhook_events"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aBrokenRuleNamesTheMember(String member, String param) {
        Problem problem = refused(TaskType.IMAGE, "{'model':'m','prompt':'p'," + member + "}");
        assertThat(problem.kind().status()).isEqualTo(400);
        assertThat(problem.code()).isEqualTo("invalid_parameter");
        assertThat(problem.param()).isEqualTo(param);
        assertThat(problem.message()).startsWith("'" + param + "' ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | missing_parameter | model",
                "{'model':'m'} | missing_parameter | prompt",
                "{'model':null,'prompt':'p'} | missing_parameter | model",
                "{'model':' ','prompt':'p'} | invalid_parameter | model",
                "{'model':'m','prompt':'\\n'} | invalid_parameter | prompt",
                "{'model':1,'prompt':'p'} | invalid_parameter | model"
            },
            quoteCharacter = '"')
    void modelAndPromptAreRequired(String json, String code, String param) {
        Problem problem = refused(TaskType.IMAGE, json);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.param()).isEqualTo(param);
    }

    @Test
    void aPromptHasAtMost32000Characters() {
        String fox = "🦊".repeat(32_000);
        assertThat(read(TaskType.IMAGE, "{'model':'m','prompt':'" + fox + "'}").prompt())
                .isEqualTo(fox);
        assertThat(refused(TaskType.IMAGE, "{'model':'m','prompt':'" + fox + "x'}").param())
                .isEqualTo("prompt");
    }

    @Test
    void whatIsNotSaidHasItsDefault() {
        SubmissionRequest image = read(TaskType.IMAGE, "{'model':'m','prompt':'p'}");
        assertThat(image.options().count()).isEqualTo(1);
        assertThat(image.options().size()).isEqualTo(new Size(1024, 1024));
        assertThat(image.options().durationSeconds()).isNull();
        assertThat(image.options().extra().value()).isEqualTo("{}");
        assertThat(image.timeout()).isEqualTo(Duration.ofSeconds(120));
        assertThat(image.webhook()).isNull();
        SubmissionRequest video = read(TaskType.VIDEO, "{'model':'m','prompt':'p'}");
        assertThat(video.options().size()).isEqualTo(new Size(1280, 720));
        assertThat(video.options().durationSeconds()).isEqualTo(6);
        assertThat(video.options().fps()).isNull();
        assertThat(video.timeout()).isEqualTo(Duration.ofSeconds(600));
    }

    @Test
    void durationAndFpsBelongToVideos() {
        assertThat(refused(TaskType.VIDEO, "{'model':'m','prompt':'p','duration':61}").param())
                .isEqualTo("duration");
        assertThat(refused(TaskType.VIDEO, "{'model':'m','prompt':'p','fps':0}").param())
                .isEqualTo("fps");
        assertThat(
                        read(TaskType.IMAGE, "{'model':'m','prompt':'p','duration':61}")
                                .options()
                                .extra()
                                .value())
                .isEqualTo("{\"duration\":61}");
    }

    @Test
    void everyMemberIsRead() {
        SubmissionRequest request =
                read(
                        TaskType.IMAGE,
                        """
                        {'model':'m','prompt':'p','n':2.0,'size':'64x32','quality':'hd','seed':-7,
                         'style':'vivid','user':'u','response_format':'b64_json','background':null,
                         'webhook_url':'https://a.example/a?b=ü','timeout_seconds':5}""");
        assertThat(request.options().count()).isEqualTo(2);
        assertThat(request.options().size()).isEqualTo(new Size(64, 32));
        assertThat(request.options().seed()).isEqualTo(-7);
        assertThat(request.user()).isEqualTo("u");
        assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(request.options().extra().value())
                .isEqualTo(
                        "{\"background\":null,\"quality\":\"hd\",\"style\":\"vivid\","
                                + "\"response_format\":\"b64_json\"}");
        var webhook = Objects.requireNonNull(request.webhook());
        assertThat(webhook.url()).hasToString("https://a.example/a?b=%C3%BC");
        assertThat(webhook.headers()).isNull();
        assertThat(webhook.events()).isEqualTo(WebhookRequest.DEFAULT_EVENTS);
    }

    @Test
    void aFilterNamesTheWantedEvents() {
        SubmissionRequest request =
                read(
                        TaskType.IMAGE,
                        "{'model':'m','prompt':'p','webhook_url':'http://127.0.0.1:9/',"
                                + "'webhook_events':['started','failed','failed']}");
        assertThat(Objects.requireNonNull(request.webhook()).events())
                .containsExactlyInAnyOrder(EventKind.STARTED, EventKind.FAILED);
    }

    @Test
    void metadataIsKeptAsJavaScriptWritesIt() {
        SubmissionRequest request =
                read(
                        TaskType.IMAGE,
                        "{'model':'m','prompt':'p','webhook_metadata':{'a': 19.90, '1': 1e2, 'x': []}}");
        assertThat(Objects.requireNonNull(request.metadata()).value())
                .isEqualTo("{\"1\":100,\"a\":19.9,\"x\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'model' | is not valid JSON",
                "{'a':1}x | is not valid JSON",
                "{'a':01} | is not valid JSON",
                "{'a':NaN} | is not valid JSON",
                "{'a':'\\x'} | is not valid JSON",
                "[1] | must be a JSON object",
                "null | must be a JSON object",
                "7 | must be a JSON object"
            })
    void whatIsNoObjectIsRefused(String json, String rule) {
        Problem problem = refused(TaskType.IMAGE, json);
        assertThat(problem.message()).contains(rule).doesNotContain("line", "column", "[Source");
        assertThat(problem.kind().status()).isEqualTo(400);
    }

    @Test
    void aBodyIsBounded() {
        String deep = "{'a':".repeat(65) + "1" + "}".repeat(65);
        assertThat(refused(TaskType.IMAGE, deep).message()).contains("nested deeper");
        assertThat(refused(TaskType.IMAGE, "{'a':" + "1".repeat(1001) + "}").message())
                .contains("too long");
        Reading large = SubmissionReader.read(TaskType.IMAGE, new byte[1024 * 1024 + 1]);
        assertThat(((Reading.Refused) large).problem().kind().status()).isEqualTo(413);
        Reading notUtf8 =
                SubmissionReader.read(TaskType.IMAGE, new byte[] {'{', '"', (byte) 0xC3, '"'});
        assertThat(((Reading.Refused) notUtf8).problem().message()).contains("not UTF-8");
    }

    private static String[] row(String member, String param) {
        return new String[] {member, param};
    }

    private static SubmissionRequest read(TaskType type, String json) {
        return switch (SubmissionReader.read(type, bytes(json))) {
            case Reading.Read(SubmissionRequest request) -> request;
            case Reading.Refused(Problem problem) -> throw new AssertionError(problem.message());
        };
    }

    private static Problem refused(TaskType type, String json) {
        return switch (SubmissionReader.read(type, bytes(json))) {
            case Reading.Read(SubmissionRequest request) -> throw new AssertionError(request);
            case Reading.Refused(Problem problem) -> problem;
        };
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
