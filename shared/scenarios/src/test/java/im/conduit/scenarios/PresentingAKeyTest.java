package im.conduit.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.scenarios.shape.Shape;
import im.conduit.scenarios.shape.ShapeKind;
import java.net.http.HttpRequest;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Keys and request ids on every answer.
class PresentingAKeyTest extends Scenarios {

    private static final String UNKNOWN = "/v1/tasks/01890a5d-ac96-774b-bcce-b302099a8057";

    PresentingAKeyTest(ShapeKind kind) {
        super(kind);
    }

    @Test
    void bothHeadersAreTaken() {
        String id = alice.submit(Api.image("two doors"));
        String key = Shape.Key.ALICE.key();
        assertThat(with("/v1/tasks/" + id, "Authorization", "Bearer " + key).status())
                .isEqualTo(200);
        assertThat(with("/v1/tasks/" + id, "Authorization", "bearer " + key).status())
                .isEqualTo(200);
        assertThat(with("/v1/tasks/" + id, "X-API-Key", key).status()).isEqualTo(200);
    }

    @Test
    void withoutAKnownKeyNothingIsSaidButThat() {
        assertRefused(alice.send("GET", UNKNOWN, "", _ -> {}));
        assertRefused(with(UNKNOWN, "Authorization", "Bearer condt_wrongWrongWrongWrongWrong00"));
        assertRefused(with(UNKNOWN, "X-API-Key", "nonsense"));
        assertRefused(with(UNKNOWN, "Authorization", "Basic YWxpY2U6c2VjcmV0"));
        assertRefused(alice.send("POST", Api.IMAGES, "{nonsense", _ -> {}));
        assertRefused(alice.send("DELETE", "/v1/images/generations/x", "", _ -> {}));
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
        assertThat(answer.at("error/type")).isEqualTo("authentication_error");
        assertThat(answer.text()).doesNotContain("wrongWrong").doesNotContain("nonsense");
    }

    @Test
    void aModelThatTheKeyMayNotUseIsForbidden() {
        Api carol = new Api(shape.uri(), Shape.Key.CAROL);
        Answer forbidden = carol.post(Api.IMAGES, Api.image("x").put("model", "dall-e-3"));
        assertThat(forbidden.status()).as(forbidden.toString()).isEqualTo(403);
        assertThat(forbidden.at("error/type")).isEqualTo("permission_error");
        assertThat(carol.post(Api.IMAGES, Api.image("x")).status()).isEqualTo(202);
    }

    @Test
    void everyAnswerCarriesARequestIdThatTheCallerMayChoose() {
        Answer own = with(UNKNOWN, "X-Request-Id", "my-request-7");
        assertThat(own.header("X-Request-Id")).isEqualTo("my-request-7");
        assertThat(own.at("request_id")).isEqualTo("my-request-7");
        assertThat(with(UNKNOWN, "X-Correlation-Id", "my-trail-8").header("X-Request-Id"))
                .isEqualTo("my-trail-8");
        Answer made = alice.get(UNKNOWN);
        assertThat(made.header("X-Request-Id")).isNotEmpty();
        assertThat(made.at("request_id")).isEqualTo(made.header("X-Request-Id"));
        assertThat(alice.get(UNKNOWN).header("X-Request-Id"))
                .isNotEqualTo(made.header("X-Request-Id"));
        assertThat(
                        with(UNKNOWN, "X-Request-Id", "<script>alert(1)</script>")
                                .header("X-Request-Id"))
                .isNotEmpty()
                .doesNotContain("<");
        assertThat(made.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    private Answer with(String path, String name, String value) {
        Consumer<HttpRequest.Builder> header = request -> request.header(name, value);
        return alice.send("GET", path, "", header);
    }
}
