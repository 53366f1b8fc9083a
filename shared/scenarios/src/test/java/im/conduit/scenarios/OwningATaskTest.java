package im.conduit.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import im.conduit.scenarios.shape.ShapeKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Another key's task and a task that does not exist cannot be told apart.
class OwningATaskTest extends Scenarios {

    private static final String NOBODYS = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final List<String> ROUTES =
            List.of(
                    "GET /v1/images/generations/%s",
                    "GET /v1/images/generations/%s/status",
                    "GET /v1/videos/generations/%s",
                    "GET /v1/videos/generations/tasks/%s",
                    "GET /v1/tasks/%s",
                    "GET /v1/tasks/%s/status",
                    "GET /api/tasks/%s/status",
                    "DELETE /v1/images/generations/%s",
                    "DELETE /v1/videos/generations/%s",
                    "POST /v1/tasks/%s/cancel");

    OwningATaskTest(ShapeKind kind) {
        super(kind);
    }

    @Test
    void everyRouteAnswersTheSame404ForAForeignAndForNoTask() {
        String id = alice.submit(Api.image("mine alone [slow:60s]"));
        for (String route : ROUTES) {
            Answer foreign = call(bob, route, id);
            Answer unknown = call(bob, route, NOBODYS);
            Answer nonsense = call(bob, route, "task_123");
            assertThat(foreign.status()).as(route).isEqualTo(404);
            assertThat(withoutIds(foreign, id)).as(route).isEqualTo(withoutIds(unknown, NOBODYS));
            assertThat(withoutIds(foreign, id))
                    .as(route)
                    .isEqualTo(withoutIds(nonsense, "task_123"));
            assertThat(foreign.at("error/type")).isEqualTo("not_found_error");
            assertThat(foreign.at("error/code")).isEqualTo("not_found");
        }
        assertThat(alice.status(id).status()).isEqualTo(200);
        assertThat(alice.status(id).at("status")).isNotEqualTo("cancelled");
        assertThat(call(alice, "POST /v1/tasks/%s/cancel", id).status()).isEqualTo(204);
    }

    @Test
    void theOwnerSeesOneDocumentOnEveryStatusRoute() {
        String id = alice.submit(Api.image("everywhere the same"));
        alice.reach(id, "completed");
        String first = alice.status(id).text();
        ROUTES.stream()
                .filter(route -> route.startsWith("GET"))
                .forEach(
                        route ->
                                assertThat(call(alice, route, id).text())
                                        .as(route)
                                        .isEqualTo(first));
    }

    private static Answer call(Api api, String route, String id) {
        String[] parts = route.formatted(id).split(" ");
        return api.send(parts[0], parts[1], "");
    }

    private static String withoutIds(Answer answer, String taskId) {
        ObjectNode body = (ObjectNode) answer.json();
        body.remove("request_id");
        return answer.status() + body.toString().replace(taskId, "…");
    }
}
