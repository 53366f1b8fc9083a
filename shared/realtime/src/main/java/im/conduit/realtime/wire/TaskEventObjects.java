package im.conduit.realtime.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import im.conduit.realtime.hub.EventObjects;
import im.conduit.realtime.media.MediaInfo;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskEvent.Body;
import im.conduit.realtime.task.TaskResult;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/// The task event object: one shape for every hub and every kind of event, told apart by
/// `eventType`. Carries no prompt and no bytes of media. Values are JSON trees.
@Singleton
final class TaskEventObjects implements EventObjects {

    private final PublicUrl urls;

    TaskEventObjects(PublicUrl urls) {
        this.urls = urls;
    }

    @Override
    public Object eventObject(TaskEvent event, TaskSpec spec) {
        ObjectNode out = Json.object();
        out.put("eventType", eventType(event.body().kind(), spec.type()))
                .put("eventId", event.id())
                .put("sequence", event.sequence())
                .put("taskId", event.task().value())
                .put("requestId", event.task().value())
                .put("contentType", spec.type().noun());
        writeBody(event.body(), spec, out);
        out.put("completed", event.body().kind() == EventKind.COMPLETED)
                .put("timestamp", Json.time(event.timestamp()));
        if (event.body().kind() != EventKind.PROGRESS && spec.metadata() != null) {
            out.set("webhookMetadata", Json.own(spec.metadata().value()));
        }
        return out;
    }

    @Override
    public Object result(TaskEvent event, TaskResult result, TaskSpec spec) {
        return ResultMembers.writeWithoutPrompt(spec.type(), result, event.timestamp(), urls);
    }

    @Override
    public Object status(Task task) {
        // Rendered and read again: a caller's metadata is kept as text, which only JSON can carry.
        return Json.own(
                new String(
                        StatusDocument.render(task, urls),
                        java.nio.charset.StandardCharsets.UTF_8));
    }

    private void writeBody(Body body, TaskSpec spec, ObjectNode out) {
        switch (body) {
            case Body.Started _ -> writeProgress(out, "processing", 0, "Started");
            case Body.Progressed(var progress) -> writeProgress(out, progress, spec);
            case Body.Completed(var result) -> {
                writeProgress(out, "completed", 100, "Completed");
                writeResult(result, spec.type(), out);
            }
            case Body.Failed(var failure) -> {
                out.put("status", "failed").put("message", failure.error());
                out.put("error", failure.error())
                        .put("errorCode", failure.code())
                        .put("isRetryable", failure.retryable());
            }
            case Body.Cancelled(var reason) -> {
                String error = reason == null ? "Task was cancelled" : reason;
                out.put("status", "cancelled").put("message", error);
                out.put("error", error).put("errorCode", "cancelled").put("isRetryable", false);
            }
            case Body.Retried _ -> writeProgress(out, "pending", 0, "Waiting for a worker");
        }
    }

    private static void writeProgress(ObjectNode out, Progress progress, TaskSpec spec) {
        writeProgress(out, "processing", progress.percent(), progress.message());
        if (progress.done() != null && progress.total() != null) {
            switch (spec.type()) {
                case IMAGE ->
                        out.put("imagesCompleted", images(progress, spec))
                                .put("totalImages", spec.options().count());
                case VIDEO ->
                        out.put("currentFrame", progress.done())
                                .put("framesCompleted", progress.done())
                                .put("totalFrames", progress.total());
            }
        }
        if (progress.remainingSeconds() != null) {
            out.put("estimatedSecondsRemaining", progress.remainingSeconds());
        }
    }

    /// Whole pictures done: a provider counts in tiles.
    private static int images(Progress progress, TaskSpec spec) {
        int done = progress.done() == null ? 0 : progress.done();
        int total = progress.total() == null ? 1 : Math.max(1, progress.total());
        return (int) ((long) done * spec.options().count() / total);
    }

    private static void writeProgress(ObjectNode out, String status, int percent, String message) {
        out.put("status", status)
                .put("progress", percent)
                .put("percentage", percent)
                .put("progressPercentage", percent)
                .put("message", message);
    }

    private void writeResult(TaskResult result, TaskType type, ObjectNode out) {
        List<String> media = result.items().stream().map(item -> urls.media(item.key())).toList();
        out.put("url", media.getFirst());
        switch (type) {
            case IMAGE -> {
                ArrayNode all = out.put("imageUrl", media.getFirst()).putArray("imageUrls");
                media.forEach(all::add);
            }
            case VIDEO -> out.put("videoUrl", media.getFirst());
        }
        MediaInfo info = result.items().getFirst().info();
        if (info.durationSeconds() != null) {
            out.put("duration", info.durationSeconds());
        }
        ObjectNode metadata =
                out.putObject("metadata").put("width", info.width()).put("height", info.height());
        if (info.fps() != null) {
            metadata.put("fps", info.fps());
        }
        metadata.put("format", info.format());
        out.put("generationDurationSeconds", result.generationTime().toMillis() / 1e3);
    }

    private static String eventType(EventKind kind, TaskType type) {
        String noun =
                type.noun().substring(0, 1).toUpperCase(Locale.ROOT) + type.noun().substring(1);
        return noun
                + "Generation"
                + switch (kind) {
                    case STARTED -> "Started";
                    case PROGRESS -> "Progress";
                    case COMPLETED -> "Completed";
                    case FAILED -> "Failed";
                    case CANCELLED -> "Cancelled";
                    case RETRIED -> "Retried";
                };
    }
}
