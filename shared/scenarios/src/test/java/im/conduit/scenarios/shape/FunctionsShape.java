package im.conduit.scenarios.shape;

import im.conduit.testkit.RedisProcess;
import im.conduit.testkit.aws.HttpApiLookAlike;
import im.conduit.testkit.aws.HttpApiRoutes;
import im.conduit.testkit.aws.HttpApiRoutes.Route;
import im.conduit.testkit.aws.IsolatedFunction;
import im.conduit.testkit.aws.LambdaFunction;
import im.conduit.testkit.aws.QueueEvents;
import im.conduit.testkit.aws.websocket.GatewayLimits;
import im.conduit.testkit.aws.websocket.WebSocketApiLookAlike;
import im.conduit.testkit.aws.websocket.WebSocketRoutes;
import im.conduit.testkit.webhook.WebhookSink;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Every function on its own class path, behind an HTTP API, two SQS queues and a schedule; Redis
/// and the queues are real.
final class FunctionsShape implements Shape {

    private static final String GENERATION = "conduit-generation";
    private static final String WEBHOOK = "conduit-webhook";
    private static final String HUB = "conduit-hub";
    private static final int BATCHES = 3;

    private final WebhookSink sink = WebhookSink.start();
    private final RedisProcess redis = RedisProcess.start();
    private final SQSRestServer queues =
            SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    private final HttpApiLookAlike api = HttpApiLookAlike.start();
    private final WebSocketApiLookAlike sockets =
            WebSocketApiLookAlike.start(GatewayLimits.DOCUMENTED);
    private final SqsClient sqs;
    private final List<QueuePoller> pollers = new ArrayList<>();
    private final ScheduledExecutorService schedule = Executors.newScheduledThreadPool(1);

    FunctionsShape() {
        URI endpoint =
                URI.create(
                        "http://127.0.0.1:" + queues.waitUntilStarted().localAddress().getPort());
        sqs =
                SqsClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("look-alike", "look-alike")))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
        System.clearProperty("micronaut.environments");
        settings(endpoint).forEach(System::setProperty);
        api.deploy(routes());
        poll(GENERATION, "generation-worker", "generationworker.GenerationWorkerFunction");
        poll(WEBHOOK, "webhook-delivery", "webhookdelivery.WebhookDeliveryFunction");
        poll(HUB, "hub-connection", "hubconnection.HubFanoutFunction");
        LambdaFunction hubs = function("hub-connection", "hubconnection.HubConnectionFunction");
        sockets.deploy(WebSocketRoutes.to(hubs, true));
        LambdaFunction maintenance = function("maintenance", "maintenance.MaintenanceFunction");
        schedule.scheduleWithFixedDelay(() -> tick(maintenance), 1, 1, TimeUnit.SECONDS);
    }

    private Map<String, String> settings(URI endpoint) {
        Map<String, String> settings = new HashMap<>(Deployed.settings());
        settings.put("aws.accessKeyId", "look-alike");
        settings.put("aws.secretAccessKey", "look-alike");
        settings.put("aws.region", Region.EU_CENTRAL_1.id());
        settings.put("conduit.public-url", api.uri().toString());
        settings.put("conduit.redis.uri", redis.uri());
        settings.put("redis.uri", redis.uri());
        settings.put("conduit.sqs.endpoint", endpoint.toString());
        settings.put("conduit.sqs.generation-queue", GENERATION);
        settings.put("conduit.sqs.webhook-queue", WEBHOOK);
        settings.put("conduit.sqs.hub-queue", HUB);
        settings.put("conduit.hub-connection.endpoint", sockets.managementUri().toString());
        settings.put("conduit.pepper", base64("the pepper of the scenarios....."));
        settings.put("conduit.encryption-key", base64("the secret box of the scenarios."));
        settings.put("conduit.media.folder", Deployed.scratch("media").toString());
        settings.put("conduit.generation.demo-fallback", "true");
        settings.put("conduit.webhooks.allow-http", "true");
        settings.put("conduit.webhooks.allowed-ranges[0]", "127.0.0.0/8");
        return settings;
    }

    private static String base64(String text) {
        return Base64.getEncoder()
                .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private HttpApiRoutes routes() {
        LambdaFunction submission =
                function("task-submission", "tasksubmission.TaskSubmissionFunction");
        LambdaFunction status = function("task-status", "taskstatus.TaskStatusFunction");
        LambdaFunction operations = function("operations", "operations.OperationsFunction");
        return new HttpApiRoutes(
                Stream.of(
                                routes(
                                        submission,
                                        "POST /v1/images/generations/async",
                                        "POST /v1/videos/generations/async",
                                        "DELETE /v1/images/generations/{id}",
                                        "DELETE /v1/videos/generations/{id}",
                                        "POST /v1/tasks/{id}/cancel"),
                                routes(
                                        status,
                                        "GET /v1/images/generations/{id}",
                                        "GET /v1/images/generations/{id}/status",
                                        "GET /v1/videos/generations/{id}",
                                        "GET /v1/videos/generations/tasks/{id}",
                                        "GET /v1/tasks/{id}",
                                        "GET /v1/tasks/{id}/status",
                                        "GET /api/tasks/{id}/status"),
                                routes(
                                        operations,
                                        "GET /v1/media/{key}",
                                        "HEAD /v1/media/{key}",
                                        "GET /health",
                                        "GET /health/{check}"))
                        .flatMap(List::stream)
                        .toList());
    }

    private static List<Route> routes(LambdaFunction function, String... keys) {
        return Stream.of(keys).map(key -> new Route(key, function)).toList();
    }

    private void poll(String queue, String module, String handler) {
        pollers.add(new QueuePoller(sqs, queue, function(module, handler), BATCHES));
    }

    private static LambdaFunction function(String module, String handler) {
        return IsolatedFunction.start(
                "im.conduit.functions." + handler,
                Deployed.classPath(module),
                Deployed.managedRuntime(),
                BATCHES);
    }

    private static void tick(LambdaFunction maintenance) {
        try {
            maintenance.invoke(QueueEvents.schedule("maintenance", Instant.now()));
        } catch (LambdaFunction.FunctionFailure e) {
            System.err.println("maintenance failed: " + e.getMessage());
        }
    }

    @Override
    public URI uri() {
        return api.uri();
    }

    @Override
    public URI hub(String name, Key key) {
        return URI.create(sockets.uri() + "?hub=" + name + "&access_token=" + key.key());
    }

    @Override
    public WebhookSink sink() {
        return sink;
    }

    @Override
    public void close() {
        schedule.shutdownNow();
        pollers.forEach(QueuePoller::close);
        api.close();
        sockets.close();
        sqs.close();
        queues.stopAndWait();
        redis.close();
        sink.close();
    }

    @Override
    public String toString() {
        return "functions";
    }
}
