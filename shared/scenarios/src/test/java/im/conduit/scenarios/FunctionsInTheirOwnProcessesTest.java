package im.conduit.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.scenarios.shape.Deployed;
import im.conduit.scenarios.shape.Shape;
import im.conduit.scenarios.shape.ShapeKind;
import im.conduit.testkit.aws.FunctionProcess;
import im.conduit.testkit.aws.HttpApiLookAlike;
import im.conduit.testkit.aws.HttpApiRoutes;
import im.conduit.testkit.aws.HttpApiRoutes.Route;
import im.conduit.testkit.aws.websocket.GatewayLimits;
import im.conduit.testkit.aws.websocket.WebSocketApiLookAlike;
import im.conduit.testkit.aws.websocket.WebSocketRoutes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Functions as the cloud runs them: a process under AWS's runtime client and the Runtime API.
class FunctionsInTheirOwnProcessesTest {

    private final Shape shape = ShapeKind.FUNCTIONS.running();
    private final Api alice = new Api(shape.uri(), Shape.Key.ALICE);

    @Test
    void taskStatusAnswersWithTheDocument() {
        String id = alice.submit(Api.image("a pier"));
        alice.reach(id, "completed");
        try (FunctionProcess status = start("task-status", "taskstatus.TaskStatusFunction", "");
                HttpApiLookAlike api = HttpApiLookAlike.start()) {
            api.deploy(new HttpApiRoutes(List.of(new Route("GET /v1/tasks/{id}", status))));
            Answer answer = new Api(api.uri(), Shape.Key.ALICE).status(id);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo(alice.status(id).text());
            assertThat(new Api(api.uri(), Shape.Key.BOB).status(id).status()).isEqualTo(404);
        }
    }

    @Test
    void hubConnectionShakesHandsAndReplaysATask() {
        String id = alice.submit(Api.image("a buoy"));
        alice.reach(id, "completed");
        try (WebSocketApiLookAlike gateway = WebSocketApiLookAlike.start(GatewayLimits.DOCUMENTED);
                FunctionProcess hubs =
                        start(
                                "hub-connection",
                                "hubconnection.HubConnectionFunction",
                                "-Dconduit.hub-connection.endpoint=" + gateway.managementUri())) {
            gateway.deploy(WebSocketRoutes.to(hubs, true));
            String query = "?hub=image-generation&access_token=" + Shape.Key.ALICE.key();
            try (HubCaller hub = HubCaller.connect(URI.create(gateway.uri() + query))) {
                assertThat(hub.handshake()).isEmpty();
                assertThat(hub.invoke("SubscribeToTask", id).at("/result/status").asText())
                        .isEqualTo("completed");
                assertThat(hub.awaitMessage("TaskCompleted", id)).hasSize(2);
            }
        }
    }

    /// Started with the settings of the running functions, but for `more`.
    private static FunctionProcess start(String module, String handler, String more) {
        List<Path> classPath =
                Stream.concat(
                                Deployed.managedRuntime().stream(),
                                Deployed.classPath(module).stream())
                        .toList();
        String settings = settings(System.getProperties()) + " " + more;
        return FunctionProcess.start(
                "im.conduit.functions." + handler,
                classPath,
                Map.of("JAVA_TOOL_OPTIONS", settings),
                Deployed.scratch("logs").resolve(module + ".log"),
                Duration.ofSeconds(60));
    }

    private static String settings(Properties properties) {
        return properties.stringPropertyNames().stream()
                .filter(name -> name.matches("(conduit|redis|aws)\\..*"))
                .filter(name -> !name.equals("conduit.root"))
                .map(name -> "-D" + name + "=" + properties.getProperty(name))
                .collect(Collectors.joining(" "));
    }
}
