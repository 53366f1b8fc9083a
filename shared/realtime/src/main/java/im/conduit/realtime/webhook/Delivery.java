package im.conduit.realtime.webhook;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.TaskEvent;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// One event on its way to one URL. It carries all it needs and never reads the task.
///
/// @param id its id
/// @param owner the key whose task it is, and whose secret signs it
/// @param type what it tells of
/// @param target where it goes
/// @param attempts HTTP attempts that were recorded so far
/// @param content what it says
public record Delivery(
        DeliveryId id,
        KeyId owner,
        WebhookType type,
        Target target,
        int attempts,
        Content content) {

    /// Where a delivery goes.
    ///
    /// @param url absolute
    /// @param sealedHeaders the caller's headers, as in the submission
    public record Target(URI url, @Nullable String sealedHeaders) {}

    /// What a delivery says.
    public sealed interface Content {

        /// Not rendered yet: the event, and the task's side of the story as it was then.
        record Snapshot(TaskEvent event, String model, String prompt, @Nullable JsonText metadata)
                implements Content {}

        /// Rendered. Every attempt sends exactly this.
        record Kept(String body) implements Content {}

        /// Let go: it was dropped without ever being sent.
        record Gone() implements Content {}
    }
}
