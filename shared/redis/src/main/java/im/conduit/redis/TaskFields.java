package im.conduit.redis;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.Commit.Work;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.RenderOptions;
import im.conduit.realtime.task.Size;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.Task.DeliverySummary;
import im.conduit.realtime.task.Task.State;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskStatus;
import im.conduit.realtime.task.TaskType;
import im.conduit.realtime.task.WebhookRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A task's hash. `v` is 1; the scripts write state, this class writes what was asked for and reads
/// everything.
final class TaskFields {

    private final Map<String, String> fields;

    TaskFields(Map<String, String> fields) {
        this.fields = fields;
    }

    /// Fields and values of what was asked for, alternating.
    static List<String> write(TaskSpec spec) {
        List<String> flat = new ArrayList<>();
        RenderOptions options = spec.options();
        put(flat, "type", spec.type().noun());
        put(flat, "model", spec.model());
        put(flat, "prompt", spec.prompt());
        put(flat, "n", options.count());
        put(flat, "width", options.size().width());
        put(flat, "height", options.size().height());
        put(flat, "seed", options.seed());
        put(flat, "duration", options.durationSeconds());
        put(flat, "fps", options.fps());
        put(flat, "extra", options.extra());
        put(flat, "timeout", spec.timeout().toMillis());
        put(flat, "metadata", spec.metadata());
        put(flat, "user", spec.user());
        WebhookRequest webhook = spec.webhook();
        if (webhook != null) {
            put(flat, "wh_url", webhook.url());
            put(flat, "wh_headers", webhook.sealedHeaders());
            put(
                    flat,
                    "wh_events",
                    webhook.events().stream()
                            .map(EventKind::wireName)
                            .sorted()
                            .collect(Collectors.joining(",", ",", ",")));
            put(flat, "wh_status", "pending");
            put(flat, "wh_version", 0);
        }
        return flat;
    }

    Task task() {
        return new Task(
                new TaskId(text("id")),
                owner(),
                spec(),
                number("seq"),
                state(),
                instant("created"),
                instant("updated"),
                Math.toIntExact(number("retry")),
                delivery());
    }

    TaskId id() {
        return new TaskId(text("id"));
    }

    KeyId owner() {
        return new KeyId(text("owner"));
    }

    /// @param now the store's clock, in ms
    Work work(long now) {
        Duration timeLeft =
                fields.containsKey("deadline") ? Duration.ofMillis(number("deadline") - now) : null;
        return new Work(
                Math.toIntExact(number("attempt")),
                fields.containsKey("intended"),
                fields.get("job"),
                timeLeft);
    }

    private TaskSpec spec() {
        RenderOptions options =
                new RenderOptions(
                        Math.toIntExact(number("n")),
                        new Size(
                                Math.toIntExact(number("width")),
                                Math.toIntExact(number("height"))),
                        ifThere("seed", Long::valueOf),
                        ifThere("duration", Integer::valueOf),
                        ifThere("fps", Integer::valueOf),
                        new JsonText(text("extra")));
        return new TaskSpec(
                TaskType.valueOf(text("type").toUpperCase(Locale.ROOT)),
                text("model"),
                text("prompt"),
                options,
                Duration.ofMillis(number("timeout")),
                webhook(),
                ifThere("metadata", JsonText::new),
                fields.get("user"));
    }

    private @Nullable WebhookRequest webhook() {
        String url = fields.get("wh_url");
        if (url == null) {
            return null;
        }
        Set<EventKind> events =
                Arrays.stream(text("wh_events").split(","))
                        .filter(name -> !name.isEmpty())
                        .map(name -> EventKind.valueOf(name.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet());
        return new WebhookRequest(URI.create(url), fields.get("wh_headers"), events);
    }

    private State state() {
        int percent = Math.toIntExact(number("percent"));
        return switch (TaskStatus.valueOf(text("status").toUpperCase(Locale.ROOT))) {
            case PENDING -> new State.Pending();
            case PROCESSING ->
                    new State.Processing(
                            instant("started"), ifThere("progress", StoredJson::readProgress));
            case COMPLETED ->
                    new State.Completed(instant("ended"), StoredJson.readResult(text("result")));
            case FAILED ->
                    new State.Failed(
                            instant("ended"), StoredJson.readFailure(text("failure")), percent);
            case CANCELLED ->
                    new State.Cancelled(
                            instant("ended"), StoredJson.readReason(text("cancellation")), percent);
        };
    }

    private @Nullable DeliverySummary delivery() {
        if (!fields.containsKey("wh_url")) {
            return null;
        }
        return new DeliverySummary(
                text("wh_status"),
                Math.toIntExact(fields.containsKey("wh_attempts") ? number("wh_attempts") : 0),
                ifThere("wh_next", ms -> Instant.ofEpochMilli(Long.parseLong(ms))),
                fields.get("wh_error"),
                number("wh_version"));
    }

    private String text(String field) {
        String value = fields.get(field);
        if (value == null) {
            throw new IllegalStateException("a stored task lacks " + field);
        }
        return value;
    }

    private long number(String field) {
        return Long.parseLong(text(field));
    }

    private Instant instant(String field) {
        return Instant.ofEpochMilli(number(field));
    }

    private <T> @Nullable T ifThere(String field, Function<String, T> read) {
        String value = fields.get(field);
        return value == null ? null : read.apply(value);
    }

    private static void put(List<String> flat, String field, @Nullable Object value) {
        if (value != null) {
            flat.add(field);
            flat.add(value.toString());
        }
    }
}
