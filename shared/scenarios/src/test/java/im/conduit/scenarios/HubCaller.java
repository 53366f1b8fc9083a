package im.conduit.scenarios;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A SignalR client of the JSON protocol over text frames, which both shapes take, that remembers
/// every record it hears. Negotiation is skipped.
final class HubCaller implements AutoCloseable {

    private static final char END = '\u001e';
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final AtomicInteger invocations = new AtomicInteger();
    private final WebSocket socket;

    private HubCaller(URI uri) {
        socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .connectTimeout(PATIENCE)
                        .buildAsync(uri, new Ear())
                        .join();
    }

    /// Connects and shakes hands.
    ///
    /// @param hub with its credential in the query
    static HubCaller connect(URI hub) {
        HubCaller caller = new HubCaller(hub);
        caller.say("{\"protocol\":\"json\",\"version\":1}");
        await().atMost(PATIENCE).until(() -> !caller.heard.isEmpty());
        return caller;
    }

    /// The answer to the handshake: `{}`, or what was refused.
    JsonNode handshake() {
        return heard.getFirst();
    }

    /// Invokes a method and waits for its completion.
    JsonNode invoke(String method, Object... arguments) {
        String id = String.valueOf(invocations.incrementAndGet());
        ObjectNode invocation = Api.JSON.createObjectNode().put("type", 1);
        invocation.put("invocationId", id).put("target", method);
        ArrayNode sent = invocation.putArray("arguments");
        for (Object argument : arguments) {
            sent.addPOJO(argument);
        }
        say(invocation.toString());
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                heard.stream()
                                        .filter(r -> r.path("type").asInt() == 3)
                                        .filter(r -> r.path("invocationId").asText().equals(id))
                                        .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    /// Every message so far: its target and arguments.
    List<JsonNode> messages() {
        return heard.stream().filter(r -> r.path("type").asInt() == 1).toList();
    }

    /// The arguments of every message to a target so far.
    List<JsonNode> messages(String target) {
        return messages().stream()
                .filter(r -> r.path("target").asText().equals(target))
                .map(r -> r.path("arguments"))
                .toList();
    }

    /// The kinds of event that objects sent to a target told so far.
    List<String> kinds(String target) {
        return messages(target).stream().map(a -> a.at("/0/eventType").asText()).toList();
    }

    /// Waits for an object of a kind sent to a target.
    JsonNode awaitObject(String target, String kind) {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                messages(target).stream()
                                        .map(a -> a.path(0))
                                        .filter(o -> o.path("eventType").asText().equals(kind))
                                        .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    /// Waits for a message to a target whose first argument is the task.
    JsonNode awaitMessage(String target, String taskId) {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                messages(target).stream()
                                        .filter(a -> a.path(0).asText().equals(taskId))
                                        .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    /// The status that the connection was closed with.
    int closeStatus() throws Exception {
        try {
            return closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the connection stays open", e);
        }
    }

    private void say(String entry) {
        socket.sendText(entry + END, true).join();
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    private final class Ear implements WebSocket.Listener {

        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket ws, CharSequence text, boolean last) {
            partial.append(text);
            int end;
            while ((end = partial.indexOf(String.valueOf(END))) >= 0) {
                hear(partial.substring(0, end));
                partial.delete(0, end + 1);
            }
            ws.request(1);
            return null;
        }

        private void hear(String entry) {
            try {
                heard.add(Api.JSON.readTree(entry));
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + entry, e);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket ws, int status, String reason) {
            closed.complete(status);
            return null;
        }
    }
}
