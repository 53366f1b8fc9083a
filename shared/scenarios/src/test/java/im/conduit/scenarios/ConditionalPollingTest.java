package im.conduit.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.scenarios.shape.Shape;
import im.conduit.scenarios.shape.ShapeKind;
import org.junit.jupiter.api.Test;

/// `ETag`, `If-None-Match` and the caching headers of the status document.
class ConditionalPollingTest extends Scenarios {

    ConditionalPollingTest(ShapeKind kind) {
        super(kind);
    }

    @Test
    void anUnchangedTaskAnswers304AndAChangedOneDoesNot() {
        String id = alice.submit(Api.image("steady [slow:60s]"));
        String before = etag(id);
        assertThat(before).matches("(W/)?\"[^\"]+\"");
        alice.send("DELETE", "/v1/images/generations/" + id, "");
        String after = etag(id);

        assertThat(after).isNotEqualTo(before);
        Answer unchanged = conditional(id, after);
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.http().body()).isEmpty();
        assertThat(unchanged.header("ETag")).isEqualTo(after);
        assertThat(conditional(id, before).status()).isEqualTo(200);
        assertThat(conditional(id, "\"other\", " + after).status()).isEqualTo(304);
        assertThat(conditional(id, "*").status()).isEqualTo(304);
    }

    @Test
    void anEndedTaskMayBeCachedAndARunningOneTellsWhenToComeBack() {
        String running = alice.submit(Api.image("still at it [slow:60s]"));
        Answer pending = alice.status(running);
        assertThat(Integer.parseInt(pending.header("Retry-After"))).isBetween(1, 30);
        assertThat(pending.header("Cache-Control")).contains("no-cache");
        alice.send("DELETE", "/v1/images/generations/" + running, "");

        Answer cancelled = alice.status(running);
        assertThat(cancelled.header("Cache-Control")).isEqualTo("private, max-age=60");
        assertThat(cancelled.header("Retry-After")).isEmpty();
    }

    @Test
    void nobodyElseLearnsThatATaskIsUnchanged() {
        String id = alice.submit(Api.image("not yours"));
        String etag = etag(id);
        Answer foreign =
                bob.send(
                        "GET",
                        "/v1/tasks/" + id,
                        "",
                        request ->
                                request.header("Authorization", "Bearer " + Shape.Key.BOB.key())
                                        .header("If-None-Match", etag));
        assertThat(foreign.status()).isEqualTo(404);
    }

    private String etag(String id) {
        return alice.status(id).header("ETag");
    }

    private Answer conditional(String id, String etag) {
        return alice.send(
                "GET",
                "/v1/tasks/" + id,
                "",
                request ->
                        request.header("Authorization", "Bearer " + Shape.Key.ALICE.key())
                                .header("If-None-Match", etag));
    }
}
