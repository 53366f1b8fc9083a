package im.conduit.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.Doorbell;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.TaskId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.utils.BinaryUtils;
import software.amazon.awssdk.utils.Md5Utils;

/// What the doorbell sends, and what it makes of refusals.
final class SqsDoorbellTest {

    private static final KeyId OWNER = new KeyId("alice");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final DueWork work =
            new DueWork(DueWork.Kind.WEBHOOK, new TaskId(UUID.randomUUID().toString()), 3);
    private boolean refuseGroups;
    private HttpServer server;
    private SqsClient client;
    private Doorbell doorbell;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        SqsSettings settings =
                new SqsSettings(endpoint, null, "generation", endpoint + "/0/webhook", null, false);
        client = new AwsClients().sqs(settings);
        doorbell = new SqsDoorbell(client, new SqsQueues(client, settings));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(request);
        boolean refused = refuseGroups && request.contains("MessageGroupId");
        String answer =
                refused
                        ? """
                        {"__type":"com.amazonaws.sqs#InvalidParameterValue",
                        "message":"The request include parameter MessageGroupId which is not valid"}"""
                        : """
                        {"MessageId":"1","MD5OfMessageBody":"%s"}"""
                                .formatted(md5(work.member()));
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(refused ? 400 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String md5(String text) {
        return BinaryUtils.toHex(Md5Utils.computeMD5Hash(text.getBytes(StandardCharsets.UTF_8)));
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void aMessageCarriesIdsOnly() {
        doorbell.ring(work, OWNER, Duration.ZERO);
        assertThat(requests)
                .singleElement()
                .asString()
                .contains("\"MessageBody\":\"" + work.member() + "\"")
                .contains("\"MessageGroupId\":\"alice\"")
                .contains("\"DelaySeconds\":0");
    }

    @Test
    void aPartOfASecondIsRoundedUp() {
        doorbell.ring(work, OWNER, Duration.ofMillis(2001));
        assertThat(requests).singleElement().asString().contains("\"DelaySeconds\":3");
    }

    @Test
    void aLongDelayIsCutToTheLongestThatQueuesKnow() {
        doorbell.ring(work, OWNER, Duration.ofHours(2));
        assertThat(requests).singleElement().asString().contains("\"DelaySeconds\":900");
    }

    @Test
    void aQueueThatKnowsNoGroupsIsRungWithout() {
        refuseGroups = true;
        doorbell.ring(work, OWNER, Duration.ZERO);
        doorbell.ring(work, OWNER, Duration.ZERO);
        assertThat(requests).hasSize(3);
        assertThat(requests.subList(1, 3)).noneMatch(request -> request.contains("MessageGroupId"));
    }

    @Test
    void aQueueThatCannotBeReachedIsNotTheCallersTrouble() {
        server.stop(0);
        assertThatCode(() -> doorbell.ring(work, OWNER, Duration.ZERO)).doesNotThrowAnyException();
    }

    @Test
    void aKindWithoutAQueueIsNotRung() {
        doorbell.ring(new DueWork(DueWork.Kind.HUB, work.task(), 1), OWNER, Duration.ZERO);
        assertThat(requests).isEmpty();
    }
}
