package im.conduit.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import im.conduit.realtime.media.MediaInfo;
import im.conduit.realtime.media.MediaItem;
import im.conduit.realtime.media.MediaKey;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.Failure;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.TaskEvent.Body;
import im.conduit.realtime.task.TaskResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON that Redis keeps of progress, results and failures. It is written once and passed
/// through by every script; readers ignore members they do not know and fill in missing ones.
final class StoredJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredJson() {}

    static String write(Body body) {
        return switch (body) {
            case Body.Started _ -> "{}";
            case Body.Progressed(Progress progress) -> write(progress);
            case Body.Completed(TaskResult result) -> write(result);
            case Body.Failed(Failure failure) -> write(failure);
            case Body.Cancelled(String reason) -> writeReason(reason);
            case Body.Retried(int retry) -> text(object().put("retry", retry));
        };
    }

    static Body readBody(EventKind kind, String json) {
        return switch (kind) {
            case STARTED -> new Body.Started();
            case PROGRESS -> new Body.Progressed(readProgress(json));
            case COMPLETED -> new Body.Completed(readResult(json));
            case FAILED -> new Body.Failed(readFailure(json));
            case CANCELLED -> new Body.Cancelled(readReason(json));
            case RETRIED -> new Body.Retried(tree(json).path("retry").asInt());
        };
    }

    static String write(Progress progress) {
        ObjectNode node = object();
        node.put("percent", progress.percent()).put("message", progress.message());
        putIfThere(node, "done", progress.done());
        putIfThere(node, "total", progress.total());
        putIfThere(node, "remaining", progress.remainingSeconds());
        return text(node);
    }

    static Progress readProgress(String json) {
        JsonNode node = tree(json);
        return new Progress(
                node.path("percent").asInt(),
                node.path("message").asText(),
                integer(node, "done"),
                integer(node, "total"),
                integer(node, "remaining"));
    }

    static String write(TaskResult result) {
        ObjectNode node = object();
        for (MediaItem item : result.items()) {
            node.withArray("items").add(item(item));
        }
        node.put("provider", result.provider()).put("model", result.model());
        if (result.revisedPrompt() != null) {
            node.put("revisedPrompt", result.revisedPrompt());
        }
        node.put("generationMillis", result.generationTime().toMillis());
        return text(node);
    }

    static TaskResult readResult(String json) {
        JsonNode node = tree(json);
        List<MediaItem> items = new ArrayList<>();
        node.path("items").forEach(item -> items.add(readItem(item)));
        return new TaskResult(
                items,
                node.path("provider").asText(),
                node.path("model").asText(),
                string(node, "revisedPrompt"),
                Duration.ofMillis(node.path("generationMillis").asLong()));
    }

    static String write(Failure failure) {
        return text(
                object().put("error", failure.error())
                        .put("code", failure.code())
                        .put("retryable", failure.retryable()));
    }

    static Failure readFailure(String json) {
        JsonNode node = tree(json);
        return new Failure(
                node.path("error").asText(),
                node.path("code").asText(),
                node.path("retryable").asBoolean());
    }

    static String writeReason(@Nullable String reason) {
        return reason == null ? "{}" : text(object().put("reason", reason));
    }

    static @Nullable String readReason(String json) {
        return string(tree(json), "reason");
    }

    static String write(List<String> texts) {
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> readTexts(String json) {
        List<String> texts = new ArrayList<>();
        tree(json).forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static ObjectNode item(MediaItem item) {
        MediaInfo info = item.info();
        ObjectNode node = object();
        node.put("key", item.key().value()).put("contentType", item.contentType());
        node.put("width", info.width()).put("height", info.height()).put("format", info.format());
        putIfThere(node, "fps", info.fps());
        if (info.durationSeconds() != null) {
            node.put("duration", info.durationSeconds());
        }
        return node;
    }

    private static MediaItem readItem(JsonNode node) {
        JsonNode duration = node.get("duration");
        MediaInfo info =
                new MediaInfo(
                        node.path("width").asInt(),
                        node.path("height").asInt(),
                        node.path("format").asText(),
                        integer(node, "fps"),
                        duration == null ? null : duration.asDouble());
        return new MediaItem(
                new MediaKey(node.path("key").asText()), node.path("contentType").asText(), info);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static void putIfThere(ObjectNode node, String member, @Nullable Integer value) {
        if (value != null) {
            node.put(member, value);
        }
    }

    private static @Nullable Integer integer(JsonNode node, String member) {
        JsonNode value = node.get(member);
        return value == null ? null : Integer.valueOf(value.asInt());
    }

    private static @Nullable String string(JsonNode node, String member) {
        JsonNode value = node.get(member);
        return value == null ? null : value.asText();
    }

    private static String text(JsonNode node) {
        return node.toString();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what Redis keeps is not JSON", e);
        }
    }
}
