package im.conduit.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.conduit.scenarios.shape.AppProcess;
import im.conduit.scenarios.shape.Deployed;
import im.conduit.scenarios.shape.Shape;
import im.conduit.testkit.RedisProcess;
import im.conduit.testkit.RedisProxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Two instances of the app on one Redis: tasks are worked on the first, watched on the second. The
/// first works on one task at a time, so that a second one waits until a test is ready for it.
class TwoNodesTest {

    private static final String SECRET = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static RedisProcess redis;
    private static RedisProxy proxy;
    private static AppProcess working;
    private static AppProcess watching;
    private static Api api;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        proxy = RedisProxy.before(URI.create(redis.uri()));
        working = node("working", redis.uri());
        watching = node("watching", proxy.uri());
        api = new Api(working.uri(), Shape.Key.ALICE);
    }

    @AfterAll
    static void stop() {
        proxy.mend();
        watching.close();
        working.close();
        proxy.close();
        redis.close();
    }

    private static AppProcess node(String name, String redisUri) {
        Map<String, String> settings = Deployed.settings();
        settings.put("conduit.redis.uri", redisUri);
        settings.put("conduit.pepper", SECRET);
        settings.put("conduit.encryption-key", SECRET);
        settings.put("conduit.pump.generation-slots", "1");
        String works = String.valueOf(name.equals("working"));
        settings.put("conduit.pump.enabled", works);
        settings.put("conduit.maintenance.clock", works);
        return AppProcess.ofClasses(
                List.of("--port", "0", "--ephemeral"),
                settings,
                Deployed.scratch("logs").resolve(name + ".log"));
    }

    private static HubCaller connect() {
        String address = "ws" + watching.uri().toString().substring("http".length());
        return HubCaller.connect(
                URI.create(
                        address + "/hubs/image-generation?access_token=" + Shape.Key.ALICE.key()));
    }

    @Test
    void aClientOfOneNodeSeesATaskThatTheOtherWorksOn() {
        try (HubCaller hub = connect()) {
            String id = api.submit(Api.image("far away [slow:1s]"));
            hub.invoke("SubscribeToTask", id);

            hub.awaitMessage("TaskCompleted", id);
            assertThat(hub.messages("TaskProgress")).isNotEmpty();
        }
    }

    @Test
    void noStartedOrTerminalEventIsLostWhenTheSubscriptionIsCut() {
        try (HubCaller hub = connect()) {
            String id = waitingTask(hub, 3);

            proxy.cutSubscriptions();
            await().atMost(Duration.ofSeconds(20)).until(() -> completed(id));
            await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
            assertThat(kinds(hub, id)).doesNotContain("ImageGenerationCompleted");
            proxy.mend();

            awaitMilestones(hub, id);
        }
    }

    @Test
    void noStartedOrTerminalEventIsLostWhenPublicationsVanish() {
        try (HubCaller hub = connect()) {
            String id = waitingTask(hub, 3);

            proxy.swallowPublications();
            await().atMost(Duration.ofSeconds(20)).until(() -> completed(id));

            awaitMilestones(hub, id);
            proxy.mend();
        }
    }

    /// A task that is watched and waits behind another one.
    private static String waitingTask(HubCaller hub, int seconds) {
        String running = api.submit(Api.image("in front [slow:" + seconds + "s]"));
        String waiting = api.submit(Api.image("behind"));
        hub.invoke("SubscribeToTask", running);
        assertThat(hub.invoke("SubscribeToTask", waiting).at("/result/status").asText())
                .isEqualTo("pending");
        await().until(() -> proxy.subscriptions() > 0);
        return waiting;
    }

    private static boolean completed(String id) {
        return api.status(id).at("status").equals("completed");
    }

    private static void awaitMilestones(HubCaller hub, String id) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertThat(kinds(hub, id))
                                        .contains(
                                                "ImageGenerationStarted",
                                                "ImageGenerationCompleted"));
        assertThat(kinds(hub, id).getLast()).isEqualTo("ImageGenerationCompleted");
    }

    private static List<String> kinds(HubCaller hub, String id) {
        return hub.messages("ImageProgress").stream()
                .filter(a -> a.at("/0/taskId").asText().equals(id))
                .map(a -> a.at("/0/eventType").asText())
                .toList();
    }
}
