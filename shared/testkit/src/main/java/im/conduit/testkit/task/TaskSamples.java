package im.conduit.testkit.task;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.media.MediaInfo;
import im.conduit.realtime.media.MediaItem;
import im.conduit.realtime.media.MediaKey;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.Failure;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.RenderOptions;
import im.conduit.realtime.task.Size;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskResult;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskType;
import im.conduit.realtime.task.WebhookRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tasks, results and failures for tests.
public final class TaskSamples {

    /// A key that submits.
    public static final KeyId OWNER = new KeyId("key-a");

    /// A failure whose task may be retried.
    public static final Failure RETRYABLE = new Failure("It broke.", "provider_error", true);

    /// A failure whose task may not be retried.
    public static final Failure FINAL = new Failure("No.", "content_policy_violation", false);

    private TaskSamples() {}

    /// A task id that nothing has yet.
    public static TaskId newId() {
        return new TaskId(UUID.randomUUID().toString());
    }

    /// A picture, without webhook.
    public static TaskSpec image() {
        return image(Duration.ofMinutes(2), null);
    }

    /// A picture that must be made within `timeout`.
    public static TaskSpec image(Duration timeout) {
        return image(timeout, null);
    }

    /// A picture that tells a webhook of `events`.
    public static TaskSpec imageWithWebhook(EventKind... events) {
        URI url = URI.create("https://hooks.example/in?a=1");
        return image(Duration.ofMinutes(2), new WebhookRequest(url, "1.sealed", Set.of(events)));
    }

    /// A video with every member set, and text that JSON, Lua and URLs treat specially.
    public static TaskSpec videoWithEverything() {
        RenderOptions options =
                new RenderOptions(
                        2,
                        new Size(1280, 720),
                        9_007_199_254_740_993L,
                        6,
                        24,
                        new JsonText("{\"quality\":\"hd\",\"empty\":[],\"n\":1.0}"));
        return new TaskSpec(
                TaskType.VIDEO,
                "demo-video",
                "A \"quoted\" prompt\nwith lines, ünïcode, 🦊, \\ and %d",
                options,
                Duration.ofSeconds(600),
                new WebhookRequest(
                        URI.create("https://hooks.example/in"), null, Set.of(EventKind.COMPLETED)),
                new JsonText("{\"order\":1e2,\"list\":[],\"text\":\"ä\\u0000\"}"),
                "user-1");
    }

    /// A picture as a result.
    public static TaskResult result() {
        MediaInfo info = new MediaInfo(1024, 1024, "png", null, null);
        return new TaskResult(
                List.of(new MediaItem(new MediaKey("abc.png"), "image/png", info)),
                "demo",
                "demo-image",
                "A revised prompt",
                Duration.ofMillis(1234));
    }

    /// Progress with a message and counts.
    public static Progress progress(int percent) {
        return new Progress(percent, "Rendering", percent, 100, 3);
    }

    private static TaskSpec image(Duration timeout, @Nullable WebhookRequest webhook) {
        RenderOptions options =
                new RenderOptions(1, new Size(1024, 1024), null, null, null, JsonText.EMPTY_OBJECT);
        return new TaskSpec(
                TaskType.IMAGE, "demo-image", "A fox", options, timeout, webhook, null, null);
    }
}
