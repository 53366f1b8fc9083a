package im.conduit.realtime.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import im.conduit.realtime.media.MediaInfo;
import im.conduit.realtime.media.MediaItem;
import im.conduit.realtime.task.TaskResult;
import im.conduit.realtime.task.TaskType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `result` of a completed task: what every client of the product documents reads, at once.
/// Contract section 3.
final class ResultMembers {

    private ResultMembers() {}

    /// @param ended when the task completed: `created`, in Unix seconds
    static ObjectNode write(TaskType type, TaskResult result, Instant ended, PublicUrl urls) {
        return write(type, result, result.revisedPrompt(), ended, urls);
    }

    /// The same for hubs, whose events stay small and tell no prompt.
    static ObjectNode writeWithoutPrompt(
            TaskType type, TaskResult result, Instant ended, PublicUrl urls) {
        return write(type, result, null, ended, urls);
    }

    private static ObjectNode write(
            TaskType type,
            TaskResult result,
            @Nullable String prompt,
            Instant ended,
            PublicUrl urls) {
        List<String> media = result.items().stream().map(item -> urls.media(item.key())).toList();
        ObjectNode out = Json.object();
        out.put("url", media.getFirst());
        switch (type) {
            case IMAGE -> writeImages(out, result, prompt, media);
            case VIDEO -> writeVideo(out, result.items().getFirst(), media.getFirst());
        }
        out.put("model", result.model()).put("provider", result.provider());
        return out.put("created", ended.getEpochSecond());
    }

    private static void writeImages(
            ObjectNode out, TaskResult result, @Nullable String prompt, List<String> media) {
        ArrayNode urls = Json.object().arrayNode();
        media.forEach(urls::add);
        ArrayNode images = Json.object().arrayNode();
        ArrayNode data = Json.object().arrayNode();
        for (int i = 0; i < media.size(); i++) {
            MediaItem item = result.items().get(i);
            images.addObject()
                    .put("url", media.get(i))
                    .put("contentType", item.contentType())
                    .put("width", item.info().width())
                    .put("height", item.info().height());
            revised(data.addObject().put("url", media.get(i)), prompt);
        }
        new Twins(out).put("image_url", media.getFirst()).put("image_urls", urls);
        out.set("images", images);
        out.set("data", data);
    }

    private static void revised(ObjectNode out, @Nullable String prompt) {
        if (prompt != null) {
            out.put("revised_prompt", prompt);
        }
    }

    private static void writeVideo(ObjectNode out, MediaItem item, String url) {
        MediaInfo info = item.info();
        new Twins(out).put("video_url", url);
        if (info.durationSeconds() != null) {
            out.put("duration", info.durationSeconds());
        }
        ObjectNode metadata =
                out.putObject("metadata").put("width", info.width()).put("height", info.height());
        if (info.fps() != null) {
            metadata.put("fps", info.fps());
        }
        metadata.put("format", info.format());
    }
}
