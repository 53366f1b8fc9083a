package im.conduit.realtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskEvent.Body;
import im.conduit.realtime.task.TaskResult;
import im.conduit.realtime.webhook.Delivery.Content.Snapshot;
import im.conduit.realtime.webhook.DeliveryDocuments;
import im.conduit.realtime.webhook.WebhookType;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of a webhook. Contract section 7.
@Singleton
final class WebhookDocument implements DeliveryDocuments {

    private final PublicUrl urls;

    WebhookDocument(PublicUrl urls) {
        this.urls = urls;
    }

    @Override
    public String body(WebhookType type, Snapshot snapshot) {
        TaskEvent event = snapshot.event();
        ObjectNode out = Json.object();
        out.put("task_id", event.task().value())
                .put("status", type.status())
                .put("webhook_type", type.webhookType())
                .put("event_type", type.eventType())
                .put("event_id", event.id())
                .put("sequence", event.sequence())
                .put("timestamp", Json.time(event.timestamp()))
                .put("model", snapshot.model())
                .put("prompt", snapshot.prompt());
        out.set("metadata", metadata(snapshot.metadata()));
        write(type, event, out);
        return EcmaScript.write(out);
    }

    @Override
    public Map<String, String> headers(String json) {
        Map<String, String> headers = new LinkedHashMap<>();
        Json.own(json)
                .properties()
                .forEach(header -> headers.put(header.getKey(), header.getValue().textValue()));
        return headers;
    }

    private void write(WebhookType type, TaskEvent event, ObjectNode out) {
        switch (event.body()) {
            case Body.Started() -> {}
            case Body.Progressed(Progress progress) -> writeProgress(progress, out);
            case Body.Completed(TaskResult result) -> {
                JsonNode written =
                        ResultMembers.write(type.task(), result, event.timestamp(), urls);
                switch (type.task()) {
                    case IMAGE -> {
                        out.set("image_url", written.get("image_url"));
                        out.set("image_urls", written.get("image_urls"));
                    }
                    case VIDEO -> out.set("video_url", written.get("video_url"));
                }
                out.put("generation_duration_seconds", result.generationTime().toMillis() / 1000.0);
                out.set("result", written);
            }
            case Body.Failed(var failure) ->
                    out.put("error", failure.error()).put("error_code", failure.code());
            case Body.Cancelled(var reason) ->
                    out.put("error", reason == null ? "Task was cancelled" : reason);
            case Body.Retried _ -> throw new IllegalArgumentException("no webhook tells of it");
        }
    }

    private static void writeProgress(Progress progress, ObjectNode out) {
        out.put("progress_percentage", progress.percent()).put("message", progress.message());
        if (progress.remainingSeconds() != null) {
            out.put("estimated_seconds_remaining", progress.remainingSeconds());
        }
        out.putObject("result").put("progress", progress.percent());
    }

    /// Always an object, so that receivers may read into it.
    private static JsonNode metadata(@Nullable JsonText metadata) {
        return metadata == null ? Json.object() : Json.own(metadata.value());
    }
}
