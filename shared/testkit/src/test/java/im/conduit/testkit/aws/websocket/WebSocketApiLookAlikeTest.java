package im.conduit.testkit.aws.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// One test for each rule of the gateway.
class WebSocketApiLookAlikeTest extends GatewayFixture {

    @Test
    void connectCarriesHeadersAndQueryAndAnIdOfTheGatewaysForm() {
        new GatewayClient(URI.create(gateway.uri() + "?hub=video&access_token=a%20b"));

        JsonNode event = event("CONNECT");
        assertThat(event.at("/requestContext/routeKey").asText()).isEqualTo("$connect");
        assertThat(event.at("/queryStringParameters/access_token").asText()).isEqualTo("a b");
        assertThat(event.at("/multiValueQueryStringParameters/hub/0").asText()).isEqualTo("video");
        assertThat(event.at("/headers").has("Sec-WebSocket-Key")).isTrue();
        assertThat(event.at("/requestContext/connectionId").asText()).matches("[A-Za-z0-9_-]{15}=");
        assertThat(event.at("/requestContext/requestTimeEpoch").asLong()).isPositive();
    }

    @Test
    void aRefusedConnectAnswersTheUpgradeWithItsStatus() {
        deploy(_ -> "{\"statusCode\":401}".getBytes(StandardCharsets.UTF_8), true);
        assertThat(refusal()).isEqualTo(401);
        deploy(
                _ -> {
                    throw failure();
                },
                true);
        assertThat(refusal()).isEqualTo(502);
    }

    @Test
    void aPathAfterTheStageIsForbidden() {
        assertThat(refusal(URI.create(gateway.uri() + "/hubs/video-generation"))).isEqualTo(403);
    }

    @Test
    void aMessageCarriesItsBodyAndNoHeaders() throws Exception {
        deploy(event -> body(JSON.readTree(event).path("body").asText("")), true);
        GatewayClient client = new GatewayClient(gateway.uri());

        client.say("hello\u001e");

        assertThat(client.hear()).isEqualTo("hello\u001e");
        JsonNode event = event("MESSAGE");
        assertThat(event.at("/requestContext/routeKey").asText()).isEqualTo("$default");
        assertThat(event.at("/requestContext").has("messageId")).isTrue();
        assertThat(event.has("headers")).isFalse();
        assertThat(event.has("queryStringParameters")).isFalse();
    }

    @Test
    void withoutARouteResponseTheAnswersBodyIsDropped() throws Exception {
        deploy(_ -> body("unheard"), false);
        GatewayClient client = new GatewayClient(gateway.uri());
        client.say("x");
        event("MESSAGE");
        manage("POST", connectionId(), "posted");
        assertThat(client.hear()).isEqualTo("posted");
    }

    @Test
    void aFailingFunctionIsReportedToTheClientAndTheConnectionStays() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        deploy(
                event -> {
                    if (calls.incrementAndGet() == 2) {
                        throw failure();
                    }
                    return body("fine");
                },
                true);
        GatewayClient client = new GatewayClient(gateway.uri());
        client.say("first");
        JsonNode error = JSON.readTree(client.hear());
        assertThat(error.path("message").asText()).isEqualTo("Internal server error");
        assertThat(error.path("connectionId").asText()).isEqualTo(connectionId());
        client.say("second");
        assertThat(client.hear()).isEqualTo("fine");
    }

    @Test
    void messagesOfOneConnectionAreWorkedConcurrently() throws Exception {
        CountDownLatch together = new CountDownLatch(2);
        deploy(
                event -> {
                    if (JSON.readTree(event).has("body")) {
                        together.countDown();
                        assertThat(together.await(10, TimeUnit.SECONDS)).isTrue();
                    }
                    return body("done");
                },
                true);
        GatewayClient client = new GatewayClient(gateway.uri());
        client.say("one");
        client.say("two");
        assertThat(client.hear()).isEqualTo("done");
        assertThat(client.hear()).isEqualTo("done");
    }

    @Test
    void aBinaryFrameClosesWith1003() throws Exception {
        GatewayClient client = new GatewayClient(gateway.uri());
        client.socket.sendBinary(ByteBuffer.wrap(new byte[] {1}), true);
        assertThat(client.closeStatus()).isEqualTo(1003);
        assertThat(event("DISCONNECT").at("/requestContext/disconnectStatusCode").asInt())
                .isEqualTo(1003);
    }

    @Test
    void aFrameOver32KilobytesClosesWith1009() throws Exception {
        try (RawSocket fits = new RawSocket(gateway.uri())) {
            fits.textFrame(32 * 1024);
            assertThat(event("MESSAGE").path("body").asText()).hasSize(32 * 1024);
        }
        try (RawSocket tooLarge = new RawSocket(gateway.uri())) {
            tooLarge.textFrameHead(32 * 1024 + 1);
            assertThat(ByteBuffer.wrap(tooLarge.frame()).getShort()).isEqualTo((short) 1009);
        }
    }

    @Test
    void aMessageOver128KilobytesClosesWith1009() throws Exception {
        deploy(event -> body("" + JSON.readTree(event).path("body").asText("").length()), true);
        GatewayClient client = new GatewayClient(gateway.uri());
        client.say("x".repeat(128 * 1024));
        assertThat(client.hear()).isEqualTo("131072");
        client.say("x".repeat(128 * 1024 + 1));
        assertThat(client.closeStatus()).isEqualTo(1009);
    }

    @Test
    void nothingCanBePostedWhileConnectRuns() {
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        deploy(
                event -> {
                    JsonNode context = JSON.readTree(event).path("requestContext");
                    if (context.path("eventType").asText().equals("CONNECT")) {
                        String id = context.path("connectionId").asText();
                        statuses.add(manage("POST", id, "early").statusCode());
                    }
                    return OK;
                },
                true);
        new GatewayClient(gateway.uri());
        assertThat(statuses).containsExactly(410);
        assertThat(manage("POST", connectionId(), "later").statusCode()).isEqualTo(200);
    }

    @Test
    void aPostOver32KilobytesComesInSeveralFramesAndOver128IsRefused() throws Exception {
        try (RawSocket client = new RawSocket(gateway.uri())) {
            manage("POST", connectionId(), "x".repeat(33 * 1024));
            assertThat(client.frameLength()).isEqualTo(32 * 1024);
            assertThat(client.frameLength()).isEqualTo(1024);
        }
        GatewayClient client = new GatewayClient(gateway.uri());
        HttpResponse<String> refused = manage("POST", connectionId(), "x".repeat(128 * 1024 + 1));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.headers().firstValue("x-amzn-errortype"))
                .hasValue("PayloadTooLargeException");
        manage("POST", connectionId(), "still there");
        assertThat(client.hear()).isEqualTo("still there");
    }

    @Test
    void getTellsOfAConnection() throws Exception {
        new GatewayClient(gateway.uri());
        HttpResponse<String> answer = manage("GET", connectionId(), "");
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("connectedAt").asText()).isNotEmpty();
        assertThat(body.path("lastActiveAt").asText()).isNotEmpty();
        assertThat(body.at("/identity/sourceIp").asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void deleteClosesTheConnectionAndItIsGone() throws Exception {
        GatewayClient client = new GatewayClient(gateway.uri());
        String id = connectionId();
        assertThat(manage("DELETE", id, "").statusCode()).isEqualTo(204);
        assertThat(client.closeStatus()).isEqualTo(1000);
        assertThat(event("DISCONNECT").at("/requestContext/disconnectStatusCode").asInt())
                .isEqualTo(1000);
        HttpResponse<String> gone = manage("POST", id, "x");
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(gone.headers().firstValue("x-amzn-errortype")).hasValue("GoneException");
        assertThat(manage("GET", id, "").statusCode()).isEqualTo(410);
        assertThat(manage("DELETE", id, "").statusCode()).isEqualTo(410);
    }

    @Test
    void theManagementApiWantsAnAwsSignature() throws Exception {
        new GatewayClient(gateway.uri());
        URI target = management(connectionId());
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(target).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void disconnectTellsTheClientsStatusAndReason() {
        GatewayClient client = new GatewayClient(gateway.uri());
        client.socket.sendClose(4321, "enough").join();
        JsonNode context = event("DISCONNECT").path("requestContext");
        assertThat(context.path("disconnectStatusCode").asInt()).isEqualTo(4321);
        assertThat(context.path("disconnectReason").asText()).isEqualTo("enough");
        assertThat(context.path("routeKey").asText()).isEqualTo("$disconnect");
        assertThat(context.path("connectionId").asText()).isEqualTo(connectionId());
    }

    @Test
    void aLostConnectionDisconnectsWith1006() throws Exception {
        try (RawSocket client = new RawSocket(gateway.uri())) {
            assertThat(event("CONNECT")).isNotNull();
        }
        assertThat(event("DISCONNECT").at("/requestContext/disconnectStatusCode").asInt())
                .isEqualTo(1006);
    }

    @Test
    void aSilentConnectionGoesAway() throws Exception {
        restart(GatewayLimits.DOCUMENTED.withIdle(Duration.ofMillis(200)));
        GatewayClient client = new GatewayClient(gateway.uri());
        assertThat(client.closeStatus()).isEqualTo(1001);
        assertThat(event("DISCONNECT").at("/requestContext/disconnectReason").asText())
                .isEqualTo("Going away");
    }

    @Test
    void anOldConnectionGoesAwayHoweverBusy() throws Exception {
        restart(GatewayLimits.DOCUMENTED.withLifetime(Duration.ofMillis(300)));
        GatewayClient client = new GatewayClient(gateway.uri());
        assertThat(client.closeStatus()).isEqualTo(1001);
        await().until(() -> gateway.connections() == 0);
    }
}
