package im.conduit.realtime.task;

import im.conduit.realtime.media.MediaItem;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a completed task made.
///
/// @param items at least one picture or video, in order
/// @param provider who made it, such as `demo`
/// @param model the upstream's name of the model
/// @param revisedPrompt the prompt as the provider changed it
/// @param generationTime from the claim to the end
public record TaskResult(
        List<MediaItem> items,
        String provider,
        String model,
        @Nullable String revisedPrompt,
        Duration generationTime) {

    /// @throws IllegalArgumentException without items
    public TaskResult {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("a result has at least one item");
        }
        items = List.copyOf(items);
    }
}
