package im.conduit.realtime.task;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What was asked for. Never changes after the submission.
///
/// @param type image or video
/// @param model the name the caller used
/// @param prompt 1 to 32,000 characters
/// @param options how the media is wanted
/// @param timeout from the first claim by a worker to the end, 1 s to 1 h
/// @param webhook where to tell of it, if anywhere
/// @param metadata the caller's own object, echoed in webhooks and status
/// @param user the caller's end user
public record TaskSpec(
        TaskType type,
        String model,
        String prompt,
        RenderOptions options,
        Duration timeout,
        @Nullable WebhookRequest webhook,
        @Nullable JsonText metadata,
        @Nullable String user) {}
