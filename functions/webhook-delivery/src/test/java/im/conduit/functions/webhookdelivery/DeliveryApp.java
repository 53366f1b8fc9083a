package im.conduit.functions.webhookdelivery;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.key.KeyStore;
import im.conduit.realtime.key.SecretBox;
import im.conduit.realtime.key.VirtualKey;
import im.conduit.realtime.key.WebhookSecret;
import im.conduit.realtime.task.Commit;
import im.conduit.realtime.task.Doorbell;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.RenderOptions;
import im.conduit.realtime.task.Size;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.TaskType;
import im.conduit.realtime.task.Transition;
import im.conduit.realtime.task.WebhookRequest;
import im.conduit.realtime.webhook.DeliveryId;
import im.conduit.realtime.webhook.DeliveryRecord;
import im.conduit.realtime.webhook.DeliveryStore;
import im.conduit.testkit.RedisProcess;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/// The webhook queue's function in one process, with a Redis and a queue of its own, and a key
/// whose tasks are worked by hand.
final class DeliveryApp implements AutoCloseable {

    static final KeyId OWNER = new KeyId("key-a");
    static final WebhookSecret SECRET = WebhookSecret.random();

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String LEASE = "lease";

    private final RedisProcess redis = RedisProcess.start();
    private final SQSRestServer queues =
            SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    private final ApplicationContext context;
    private final TaskStore tasks;
    private final SecretBox box;

    DeliveryApp(Map<String, Object> settings) {
        int queuePort = queues.waitUntilStarted().localAddress().getPort();
        Map<String, Object> all = new HashMap<>();
        all.put("conduit.redis.uri", redis.uri());
        all.put("conduit.sqs.endpoint", "http://127.0.0.1:" + queuePort);
        all.put("conduit.sqs.region", "elasticmq");
        all.put("conduit.sqs.create-queues", true);
        all.put("conduit.pump.enabled", true);
        all.put("conduit.public-url", "https://api.example");
        all.put("conduit.pepper", Base64.getEncoder().encodeToString(new byte[32]));
        all.put("conduit.encryption-key", Base64.getEncoder().encodeToString(new byte[32]));
        all.putAll(settings);
        context = ApplicationContext.run(all);
        tasks = bean(TaskStore.class);
        box = bean(SecretBox.class);
        bean(KeyStore.class)
                .register(
                        new VirtualKey(OWNER, "a", true, null, List.of()),
                        "0".repeat(64),
                        box.seal(SECRET.value(), WebhookSecret.CONTEXT));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /// A task in work that tells `url` of these events.
    TaskId task(URI url, EventKind... events) {
        String headers = box.seal("{\"Authorization\":\"Bearer abc\"}", "webhook-headers");
        TaskSpec spec =
                new TaskSpec(
                        TaskType.IMAGE,
                        "demo-image",
                        "A fox",
                        new RenderOptions(
                                1, new Size(64, 64), null, null, null, JsonText.EMPTY_OBJECT),
                        LONG,
                        new WebhookRequest(url, headers, Set.of(events)),
                        new JsonText("{\"order\":7}"),
                        null);
        TaskId id = new TaskId(UUID.randomUUID().toString());
        tasks.create(id, OWNER, spec);
        commit(id, new Transition.Claim(LEASE, LONG));
        return id;
    }

    DeliveryId advance(TaskId id, int percent) {
        Progress progress = new Progress(percent, "Working", null, null, null);
        return commit(id, new Transition.Advance(LEASE, progress));
    }

    DeliveryId cancel(TaskId id) {
        return commit(id, new Transition.Cancel(null));
    }

    void ring(DeliveryId id) {
        bean(Doorbell.class).ring(id.work(), OWNER, Duration.ZERO);
    }

    DeliveryRecord record(DeliveryId id) {
        return bean(DeliveryStore.class).find(id).orElseThrow();
    }

    Task find(TaskId id) {
        return tasks.find(id).orElseThrow();
    }

    private DeliveryId commit(TaskId id, Transition transition) {
        Commit.Done done = (Commit.Done) tasks.commit(id, transition);
        TaskEvent event = Objects.requireNonNull(done.event());
        return new DeliveryId(id, event.sequence());
    }

    @Override
    public void close() {
        context.close();
        queues.stopAndWait();
        redis.close();
    }
}
