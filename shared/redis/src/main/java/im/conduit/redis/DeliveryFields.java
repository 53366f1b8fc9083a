package im.conduit.redis;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.TaskType;
import im.conduit.realtime.webhook.Attempt;
import im.conduit.realtime.webhook.Delivery;
import im.conduit.realtime.webhook.Delivery.Content;
import im.conduit.realtime.webhook.Delivery.Target;
import im.conduit.realtime.webhook.DeliveryId;
import im.conduit.realtime.webhook.DeliveryRecord;
import im.conduit.realtime.webhook.DeliveryRecord.State;
import im.conduit.realtime.webhook.WebhookType;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a delivery's hash. `v` is 1; the scripts write it.
final class DeliveryFields {

    private final DeliveryId id;
    private final Map<String, String> fields;

    DeliveryFields(DeliveryId id, Map<String, String> fields) {
        this.id = id;
        this.fields = fields;
    }

    Delivery delivery() {
        KeyId owner = new KeyId(text("key"));
        // `sequence timestamp kind body`; the body goes when the delivery's own is kept.
        EventKind kind = EventKind.valueOf(text("event").split(" ", 4)[2].toUpperCase(Locale.ROOT));
        TaskType type = TaskType.valueOf(text("type").toUpperCase(Locale.ROOT));
        String headers = fields.getOrDefault("headers", "");
        return new Delivery(
                id,
                owner,
                new WebhookType(type, kind),
                new Target(URI.create(text("url")), headers.isEmpty() ? null : headers),
                Integer.parseInt(text("attempts")),
                content(owner));
    }

    DeliveryRecord record() {
        return new DeliveryRecord(
                delivery(),
                State.valueOf(text("state").toUpperCase(Locale.ROOT)),
                instant("next"),
                instant("ended"),
                fields.get("cause"),
                history());
    }

    private Content content(KeyId owner) {
        String body = fields.get("body");
        if (body != null) {
            return new Content.Kept(body);
        }
        String prompt = fields.get("prompt");
        if (prompt == null) {
            return new Content.Gone();
        }
        String metadata = fields.get("metadata");
        return new Content.Snapshot(
                EventText.read(id.task(), owner, text("event")),
                text("model"),
                prompt,
                metadata == null ? null : new JsonText(metadata));
    }

    private List<Attempt> history() {
        String history = fields.get("history");
        return history == null ? List.of() : history.lines().map(StoredAttempt::read).toList();
    }

    private @Nullable Instant instant(String field) {
        String ms = fields.get(field);
        return ms == null ? null : Instant.ofEpochMilli(Long.parseLong(ms));
    }

    private String text(String field) {
        String value = fields.get(field);
        if (value == null) {
            throw new IllegalStateException("a stored delivery lacks " + field);
        }
        return value;
    }
}
