package im.conduit.realtime.webhook;

import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.TaskType;

/// What a webhook tells of. Contract section 7.
///
/// @param task what the task makes
/// @param event what happened to it; never [EventKind#RETRIED], which no webhook tells of
public record WebhookType(TaskType task, EventKind event) {

    /// @throws IllegalArgumentException for an event that no webhook tells of
    public WebhookType {
        if (event == EventKind.RETRIED) {
            throw new IllegalArgumentException("no webhook tells of a retry");
        }
    }

    /// The `webhook_type` member and the `X-Webhook-Type` header: every end is `…_completed`.
    public String webhookType() {
        String suffix =
                switch (event) {
                    case STARTED -> "started";
                    case PROGRESS -> "progress";
                    case COMPLETED, FAILED, CANCELLED -> "completed";
                    case RETRIED -> throw new AssertionError(event);
                };
        return task.wireName() + "_" + suffix;
    }

    /// The `event_type` member.
    public String eventType() {
        return "task." + event.wireName();
    }

    /// The `status` member.
    public String status() {
        return switch (event) {
            case STARTED, PROGRESS -> "processing";
            case COMPLETED, FAILED, CANCELLED -> event.wireName();
            case RETRIED -> throw new AssertionError(event);
        };
    }
}
